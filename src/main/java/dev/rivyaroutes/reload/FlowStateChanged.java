package dev.rivyaroutes.reload;

/**
 * The state of a flow file changed, here or on another replica.
 *
 * @param file the file; null if other replicas changed
 */
record FlowStateChanged(String file) {}
