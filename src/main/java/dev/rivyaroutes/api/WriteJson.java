package dev.rivyaroutes.api;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.http.call.AsyncResponse;
import dev.rivyaroutes.http.call.HttpAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Writes the documents of the API. A caller that reads a long one slowly holds no thread. */
@Component
class WriteJson implements HttpMessageConverter<Map<String, ?>> {

  @Override
  public boolean canRead(Class<?> type, MediaType mediaType) {
    return false;
  }

  @Override
  public boolean canWrite(Class<?> type, MediaType mediaType) {
    return Map.class.isAssignableFrom(type)
        && (mediaType == null || mediaType.equalsTypeAndSubtype(MediaType.APPLICATION_JSON));
  }

  @Override
  public List<MediaType> getSupportedMediaTypes() {
    return List.of(MediaType.APPLICATION_JSON);
  }

  @Override
  public Map<String, ?> read(Class<? extends Map<String, ?>> type, HttpInputMessage message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(Map<String, ?> document, MediaType mediaType, HttpOutputMessage message)
      throws IOException {
    byte[] bytes = Json.bytes(document);
    message.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    message.getHeaders().setContentLength(bytes.length);
    if (!HttpAnswer.isLong(bytes.length)) {
      message.getBody().write(bytes);
      return;
    }
    ServletServerHttpResponse response = (ServletServerHttpResponse) message;
    response.flush(); // Nothing but the headers is there yet.
    ServletRequestAttributes call =
        (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    AsyncResponse.of(call.getRequest(), response.getServletResponse(), () -> {})
        .end(new HttpAnswer(response.getServletResponse().getStatus(), null, Map.of(), bytes));
  }
}
