package dev.rivyaroutes.testing;

import java.io.IOException;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Keeps the parts of other tests out of a test of the whole program. */
public final class OnlyTheProgram extends TypeExcludeFilter {

  @Override
  public boolean match(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
    return reader.getResource().getURL().getPath().contains("/test-classes/");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OnlyTheProgram;
  }

  @Override
  public int hashCode() {
    return OnlyTheProgram.class.hashCode();
  }
}
