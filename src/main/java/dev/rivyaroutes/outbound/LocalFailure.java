package dev.rivyaroutes.outbound;

/**
 * Marks an exception of this program's own side, such as a file that cannot be read: where it ends
 * a call, the other host is not to blame for it.
 */
public interface LocalFailure {}
