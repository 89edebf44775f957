/**
 * What the sources of messages share: polling under a claim, settling each message, quarantine.
 *
 * <p>To add such a source, implement {@link dev.rivyaroutes.brief.message.MessageSource} as the
 * bean of its Kamelet, and give the Kamelet a second bean, {@link
 * dev.rivyaroutes.brief.message.MessageLoop}, with the first one as its property {@code source}.
 * The steps of the Kamelet call the loop.
 */
package dev.rivyaroutes.brief.message;
