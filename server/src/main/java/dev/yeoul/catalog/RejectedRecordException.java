package dev.yeoul.catalog;

/** Why a record of a file is no title, in words for the report. */
final class RejectedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  RejectedRecordException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
