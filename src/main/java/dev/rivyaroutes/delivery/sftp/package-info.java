/** The SFTP sink, which writes each file once. */
package dev.rivyaroutes.delivery.sftp;
