/** The named SFTP connections: host keys, logins, and the calls that sources and sinks make. */
package dev.rivyaroutes.connection.sftp;
