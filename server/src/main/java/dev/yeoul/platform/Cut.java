package dev.yeoul.platform;

/** Why a client's connection was ended: what took too long. */
enum Cut {
  HEADER,
  BODY,
  IDLE,
  /** The client does not take its answers. */
  ANSWER
}
