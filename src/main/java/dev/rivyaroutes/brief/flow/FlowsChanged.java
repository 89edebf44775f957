package dev.rivyaroutes.brief.flow;

/**
 * The routes of a flow file were swapped, added or removed.
 *
 * @param file the file
 */
public record FlowsChanged(String file) {}
