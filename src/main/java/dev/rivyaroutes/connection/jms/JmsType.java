package dev.rivyaroutes.connection.jms;

/** Whose client connects. */
enum JmsType {
  /** Apache ActiveMQ Artemis, with the client that is part of the program. */
  ARTEMIS,

  /** Any JMS 3 client, by the class of its connection factory. */
  OTHER
}
