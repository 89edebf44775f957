/** The structure of a mail: its headers and parts, and how their bytes are decoded. */
package dev.rivyaroutes.brief.mail.content.mime;
