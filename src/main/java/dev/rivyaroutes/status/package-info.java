/** Signed links by which the asker of a brief follows its job without a login. */
package dev.rivyaroutes.status;
