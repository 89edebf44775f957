/** The folder source: what is a brief there, when it is settled, how it is set aside. */
package dev.rivyaroutes.brief.folder;
