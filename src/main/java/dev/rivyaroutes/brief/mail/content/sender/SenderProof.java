package dev.rivyaroutes.brief.mail.content.sender;

/**
 * Whether the address in From is that of the sender.
 *
 * @param proven whether it is
 * @param reason why, in words; for an unproven one with what to do
 */
public record SenderProof(boolean proven, String reason) {

  static SenderProof yes(String reason) {
    return new SenderProof(true, reason);
  }

  static SenderProof no(String reason) {
    return new SenderProof(false, reason);
  }
}
