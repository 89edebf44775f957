package dev.rivyaroutes.brief.flow;

/** Routes of flow files were swapped, added or removed while the program runs. */
public record FlowsChanged() {}
