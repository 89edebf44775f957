package dev.rivyaroutes.mail.server;

import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLSocketFactory;

/**
 * What all mail connections share.
 *
 * @param trust creates the TLS sockets; null for Java's own trust store
 * @param writeTimeouts aborts writes that take too long
 */
public record MailNetwork(SSLSocketFactory trust, ScheduledExecutorService writeTimeouts) {}
