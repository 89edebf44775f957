/** The files of tests: how they are read, checked against their schema and updated. */
package dev.rivyaroutes.flowtest.file;
