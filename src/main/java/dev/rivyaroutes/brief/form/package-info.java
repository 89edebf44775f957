/** The formats of briefs: text, documents, tables, JSON lines and media, and how each is read. */
package dev.rivyaroutes.brief.form;
