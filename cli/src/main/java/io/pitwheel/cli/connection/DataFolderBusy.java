package io.pitwheel.cli.connection;

/** Another process owns the data folder. Its message names the folder and the process. */
public final class DataFolderBusy extends Exception {
  private static final long serialVersionUID = 1L;

  public DataFolderBusy(String message, Throwable cause) {
    super(message, cause);
  }
}
