package dev.rivyaroutes.reload;

/**
 * The state of a flow file changed.
 *
 * @param file the file
 */
record FlowStateChanged(String file) {}
