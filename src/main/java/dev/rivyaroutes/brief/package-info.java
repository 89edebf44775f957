/**
 * Briefs: what sources hand in, how it is read and checked, and how the ledger accepts it.
 *
 * <p>To add a source, give it a room with the bean of its Kamelet. The bean checks {@link
 * dev.rivyaroutes.brief.flow.SourceSwitch} before it polls, hands in each {@link
 * dev.rivyaroutes.brief.Arrival}, and acknowledges it by {@link
 * dev.rivyaroutes.brief.Acceptances#verdict()} after the steps of the flow. The Kamelet has the
 * steps that all sources share: {@code readBriefs}, a split with {@code collectAcceptances} and
 * {@code handleStepFailure}, and {@code commitRows}. A source of messages implements {@link
 * dev.rivyaroutes.brief.message.MessageSource} instead. {@link dev.rivyaroutes.brief.Origin} gets a
 * factory for its ids.
 */
package dev.rivyaroutes.brief;
