package dev.rivyaroutes.engine.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.rivya.call.DownloadTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps of fetch-results: the addresses of the result's files, and storing each. */
@Component("fetchResult")
public class FetchResult {

  private static final Logger LOG = LoggerFactory.getLogger(FetchResult.class);
  private static final long MAX_BYTES = 5L * 1024 * 1024 * 1024;

  private final RecordProgress progress;
  private final MediaStore media;

  FetchResult(RecordProgress progress, MediaStore media) {
    this.progress = progress;
    this.media = media;
  }

  /** The addresses of the result's files, in order. */
  public List<String> addresses(@Variable(Variables.JOB) Job job) throws JsonProcessingException {
    JsonNode result = Json.PLAIN.readTree(job.content().result());
    List<String> urls = new ArrayList<>();
    result.path("urls").forEach(url -> urls.add(url.asText()));
    String primary = result.path("primary_url").asText("");
    if (!primary.isEmpty() && !urls.contains(primary)) {
      urls.add(0, primary);
    }
    if (urls.isEmpty()) {
      throw new DownloadTrouble("Rivya reports success without a result file.", true);
    }
    return urls;
  }

  public JobFile store(
      @Variable("address") String address,
      @ExchangeProperty(Exchange.SPLIT_INDEX) int index,
      @Body InputStream bytes)
      throws IOException {
    StoredMedia stored = media.put(bytes, MAX_BYTES);
    if (stored.size() == 0) {
      throw new DownloadTrouble("A file of the result is empty.", true);
    }
    return new JobFile(
        index + 1,
        FileNames.last(
            URI.create(address).getPath(),
            "result-%d.%s".formatted(index + 1, stored.type().extension())),
        stored.type().contentType(),
        stored.type().kind().wireName(),
        stored.size(),
        stored.sha256(),
        null);
  }

  /** All files are stored: records the result and the deliveries of all sinks in one commit. */
  public void record(@Variable(Variables.JOB) Job job, @Body List<JobFile> files) {
    if (progress.recordFetched(job, files)) {
      LOG.info("The result of job {} was fetched: {} file(s)", job.id(), files.size());
    }
  }
}
