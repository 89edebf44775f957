package dev.rivyaroutes.http.intake;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.http.CallBroken;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.TooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import org.apache.camel.Exchange;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletRequestContext;

/** Reads a multipart call part by part: files go straight into the media store. */
final class ReceiveMultipart {

  private final MediaStore store;
  private final ReadBriefs forms;

  ReceiveMultipart(MediaStore store, ReadBriefs forms) {
    this.store = store;
    this.forms = forms;
  }

  /** What a multipart call brought; the brief is a body that {@link ReadBriefs#read} takes. */
  record Parts(Object brief, BriefKey key, String sha256, BodyType type, Siblings siblings) {}

  Parts receive(Exchange exchange, InputStream body, long maxBytes) throws IOException {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    CollectParts collected = new CollectParts(store, forms, exchange);
    try {
      ClosingBoundary whole = new ClosingBoundary(body, call.request().getContentType());
      // The body is limited already, so the library must not read it from the request.
      JakartaServletRequestContext limited =
          new JakartaServletRequestContext(call.request()) {
            @Override
            public InputStream getInputStream() {
              return whole;
            }
          };
      FileItemInputIterator parts = upload().getItemIterator(limited);
      while (parts.hasNext()) {
        collected.add(parts.next(), maxBytes);
      }
      if (!whole.isWhole()) {
        throw broken();
      }
    } catch (FileUploadException e) {
      throw malformed(e);
    } catch (InvalidPathException e) {
      throw badMultipart(
          "The name of a file has characters that the program's system cannot write. Send another"
              + " name, or start the program with LANG=C.UTF-8.");
    }
    return collected.parts();
  }

  private static JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> upload() {
    JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> upload =
        new JakartaServletFileUpload<>();
    upload.setHeaderCharset(StandardCharsets.UTF_8);
    return upload;
  }

  /** The library wraps what the stream throws; a limit and a lost caller are no bad syntax. */
  private static Problem malformed(FileUploadException e) throws IOException {
    for (Throwable cause : FailureChain.of(e.getCause())) {
      if (cause instanceof TooLargeException || cause instanceof CallBroken) {
        throw (IOException) cause;
      }
    }
    return broken();
  }

  private static Problem broken() {
    return badMultipart(
        "The multipart body cannot be read. Check the boundary, and that the body is whole.");
  }

  static Problem badMultipart(String detail) {
    return Problem.of(400, "bad-multipart", detail);
  }
}
