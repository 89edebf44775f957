package dev.rivyaroutes;

/**
 * The names of the exchange variables that the product's routes, Kamelets and beans share.
 * Variables, not headers, carry our own values: no header that arrives from outside can set one.
 */
public final class Variables {

  /** The prompt of a brief, where the flow sets it: text. */
  public static final String PROMPT = "prompt";

  /** The message of a chat turn, where the flow sets it: text. */
  public static final String MESSAGE = "message";

  /** The key of a chat turn's conversation: a mail thread, a ticket's number. */
  public static final String CONVERSATION = "conversation";

  /** The model's parameters, where the flow sets them: a map or a JSON object as text. */
  public static final String PARAMS = "params";

  /** References of a brief, where the flow sets them: a list in the form of a brief document. */
  public static final String REFERENCES = "references";

  /** The source's own, stable id of the brief. The second arrival of an id has no effect. */
  public static final String SOURCE_ID = "sourceId";

  /**
   * The id under which an invalid brief is recorded if a corrected one may arrive under the same
   * source id; the source id by default.
   */
  public static final String REFUSAL_ID = "refusalId";

  /** The name of a brief that people know: a file name, an object key. */
  public static final String SOURCE_NAME = "sourceName";

  /**
   * Where the answer to a brief goes, set by a source for sinks of its kind: a {@code Map<String,
   * String>} of at most 20 entries and 8,000 characters in all. The job keeps it.
   */
  public static final String RETURN_ADDRESS = "returnAddress";

  /** The subject of the mail that a brief came by: text. */
  public static final String MAIL_SUBJECT = "mailSubject";

  /** The text of the mail that a brief came by, without quoted mails and the signature. */
  public static final String MAIL_TEXT = "mailText";

  /**
   * What of a message its source leaves out of the brief, such as earlier mails below an answer and
   * the signature: text. The job keeps it.
   */
  public static final String OMITTED_TEXT = "omittedText";

  /** The address of the sender of the mail that a brief came by: text. */
  public static final String MAIL_SENDER = "mailSender";

  /** The time of a schedule that a brief was made for: text with date, time and offset. */
  public static final String SCHEDULED_AT = "scheduledAt";

  /** The text attributes of the message of a queue that a brief came by: names and texts. */
  public static final String MESSAGE_ATTRIBUTES = "messageAttributes";

  /** The media type that the source declares for the brief's body, if it knows one. */
  public static final String SOURCE_TYPE = "sourceType";

  /** Opens files next to the brief: a {@code brief.Siblings}. */
  public static final String SIBLINGS = "siblings";

  /**
   * The outcome of accepting a brief: a {@code brief.Acceptance}, set by the rivya-generation-sink.
   */
  public static final String ACCEPTANCE = "acceptance";

  /**
   * The id of the conversation at Rivya that a chat turn continues; without it a new one begins.
   */
  public static final String SESSION = "session";

  /** The configured account that an engine route works for: its name. */
  public static final String ACCOUNT = "account";

  /** The claimed {@code ledger.Job} that an engine route works on. */
  public static final String JOB = "job";

  /** The {@code delivery.Result} that a result route delivers. */
  public static final String RESULT = "result";

  /** The {@code delivery.ResultFile} that a result route delivers, with {@code emit: file}. */
  public static final String FILE = "file";

  /**
   * Whether an earlier attempt of a delivery may have reached the sink, which then looks for its
   * effect: true or false.
   */
  public static final String REPEATED = "repeated";

  /** Where a sink has stored the result, for the ledger: text. */
  public static final String DELIVERED_TO = "deliveredTo";

  /** The {@code ledger.Catalogue} that ask-models requests. */
  public static final String CATALOGUE = "catalogue";

  /** The {@code ledger.WebhookEndpoint} that register-webhook works on. */
  public static final String REGISTRATION = "registration";

  /** The webhook endpoint's id at Rivya that a call is about: text. */
  public static final String ENDPOINT_ID = "endpointId";

  /** The address that a webhook endpoint is registered for: text. */
  public static final String ENDPOINT_URL = "endpointUrl";

  /** The key of a Kafka record: text, empty if there is none. */
  public static final String RECORD_KEY = "recordKey";

  /** The headers of a Kafka record that are text: a {@code Map<String, String>}. */
  public static final String RECORD_HEADERS = "recordHeaders";

  /** The properties of a JMS message: a {@code Map<String, String>}. */
  public static final String MESSAGE_PROPERTIES = "messageProperties";

  private Variables() {}
}
