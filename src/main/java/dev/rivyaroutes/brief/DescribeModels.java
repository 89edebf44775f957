package dev.rivyaroutes.brief;

import java.util.Map;
import java.util.Set;

/** Describes the models that flows can name. */
public interface DescribeModels {

  /**
   * The accounts by name.
   *
   * @param flows only those that pay for one of these flows; null for all
   */
  Set<String> accounts(Set<String> flows);

  /**
   * The models of an account as a document.
   *
   * @param flows only these flows are named in it; null for all
   */
  Map<String, Object> describe(String account, Set<String> flows);
}
