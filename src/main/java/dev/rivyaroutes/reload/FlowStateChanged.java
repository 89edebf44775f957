package dev.rivyaroutes.reload;

/**
 * The state of a flow file changed, here or on another replica.
 *
 * @param file the file; null if other replicas or switches changed
 */
record FlowStateChanged(String file) {}
