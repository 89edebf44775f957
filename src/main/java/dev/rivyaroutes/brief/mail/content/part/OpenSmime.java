package dev.rivyaroutes.brief.mail.content.part;

import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetStringParser;
import org.bouncycastle.asn1.ASN1SequenceParser;
import org.bouncycastle.asn1.ASN1StreamParser;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfoParser;
import org.bouncycastle.asn1.cms.SignedDataParser;

/**
 * Opens the content of a signed S/MIME mail (RFC 8551). The signature is not checked, so it proves
 * no sender.
 */
final class OpenSmime {
  /** What stands before the content is small; more of it is an attack on the memory. */
  private static final int HEAD = 64 * 1024;

  private static final Set<ASN1ObjectIdentifier> ENCRYPTED =
      Set.of(
          CMSObjectIdentifiers.envelopedData,
          CMSObjectIdentifiers.authEnvelopedData,
          CMSObjectIdentifiers.encryptedData);

  private OpenSmime() {}

  /** There is no signed content; the message says why. */
  static final class Unusable extends Exception {
    private Unusable(String message) {
      super(message);
    }
  }

  /** The content of a signed mail, which can be read once. */
  static final class Signed extends FilterInputStream {
    private final Head source;
    private boolean damaged;

    private Signed(Head source, InputStream content) {
      super(content);
      this.source = source;
    }

    /** Whether the content ended because its structure is damaged. */
    boolean isDamaged() {
      return damaged;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      try {
        return damaged ? -1 : super.read(bytes, from, length);
      } catch (IOException | RuntimeException | StackOverflowError e) {
        damaged = true;
        return -1;
      }
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  /**
   * @param attached whether the mail is attached to another one, which is used without it
   */
  static Signed open(Content pkcs7, boolean attached) throws IOException, MailRefused, Unusable {
    Head head = new Head(pkcs7.open());
    try {
      return new Signed(head, find(head, attached));
    } catch (MailRefused | Unusable e) {
      head.close();
      throw e;
    }
  }

  private static InputStream find(Head head, boolean attached) throws MailRefused, Unusable {
    try {
      ContentInfoParser info =
          new ContentInfoParser((ASN1SequenceParser) new ASN1StreamParser(head).readObject());
      if (ENCRYPTED.contains(info.getContentType()) && !attached) {
        throw Encrypted.refused("S/MIME");
      }
      if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
        throw unusable("is encrypted or of a kind that cannot be opened");
      }
      SignedDataParser signed = SignedDataParser.getInstance(info.getContent(BERTags.SEQUENCE));
      signed.getDigestAlgorithms().toASN1Primitive();
      Object content = signed.getEncapContentInfo().getContent(BERTags.OCTET_STRING);
      if (!(content instanceof ASN1OctetStringParser octets)) {
        throw unusable("has no content, only certificates or a signature");
      }
      head.left = Long.MAX_VALUE;
      return octets.getOctetStream();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw unusable("is damaged");
    }
  }

  private static Unusable unusable(String why) {
    return new Unusable(
        "The S/MIME part of the mail %s, so it is not used. Send the mail without a signature, or as clear-signed."
            .formatted(why));
  }

  /** Ends after some bytes, unless the content was reached. */
  private static final class Head extends FilterInputStream {
    private long left = HEAD;

    private Head(InputStream in) {
      super(new BufferedInputStream(in));
    }

    @Override
    public int read() throws IOException {
      return --left < 0 ? -1 : super.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = left <= 0 ? -1 : super.read(bytes, from, (int) Math.min(left, length));
      left -= Math.max(n, 0);
      return n;
    }
  }
}
