import GRDB

/// The tables and views that are made for queries from the committed slots. They can be dropped and made again.
enum ProjectionSchema {
  /// Raised when a table changes: a record with older tables has them made again.
  static let version = 5

  static let tables = """
    CREATE TABLE projection (version INTEGER NOT NULL, next_slot INTEGER NOT NULL);
    CREATE TABLE topology (key TEXT PRIMARY KEY, value);
    CREATE TABLE ues (
      ue TEXT NOT NULL, stay INTEGER NOT NULL, task TEXT NOT NULL, policy TEXT NOT NULL, policy_digest TEXT,
      attached_slot INTEGER NOT NULL, detached_slot INTEGER, first_report_slot INTEGER,
      PRIMARY KEY (ue, stay)) WITHOUT ROWID;
    CREATE TABLE joins_leaves (
      slot INTEGER NOT NULL, ue TEXT NOT NULL, change TEXT NOT NULL, reason TEXT, profile TEXT);
    CREATE TABLE commands (slot INTEGER NOT NULL, ue TEXT, settings TEXT NOT NULL);
    CREATE TABLE slots (
      slot INTEGER PRIMARY KEY, ues INTEGER NOT NULL, offloaders INTEGER NOT NULL, completed INTEGER NOT NULL,
      failed_attempts INTEGER NOT NULL, sum_qoe REAL NOT NULL, sum_reward REAL, digest TEXT NOT NULL);
    CREATE TABLE reports (
      slot INTEGER NOT NULL, ue TEXT NOT NULL, wish TEXT NOT NULL, task INTEGER, frequency_Hz REAL, bid REAL,
      power_W REAL, battery_J REAL, generated INTEGER NOT NULL, completed INTEGER NOT NULL, failed INTEGER NOT NULL,
      queued INTEGER NOT NULL, PRIMARY KEY (slot, ue)) WITHOUT ROWID;
    CREATE TABLE grants (
      slot INTEGER NOT NULL, ue TEXT NOT NULL, decision TEXT NOT NULL, bandwidth_Hz REAL, power_W REAL,
      symbols_per_word INTEGER, symbols_per_patch INTEGER, offloaders INTEGER NOT NULL, PRIMARY KEY (slot, ue)) WITHOUT ROWID;
    CREATE TABLE links (
      slot INTEGER NOT NULL, ue TEXT NOT NULL, x_m REAL, y_m REAL, distance_m REAL, large_scale_gain_dB REAL,
      fading_dB REAL, declared_snr_dB REAL, snr_dB REAL, airtime_s REAL, PRIMARY KEY (slot, ue)) WITHOUT ROWID;
    CREATE TABLE outcomes (
      slot INTEGER NOT NULL, ue TEXT NOT NULL, task INTEGER NOT NULL, execution TEXT NOT NULL,
      result TEXT NOT NULL, given_up INTEGER NOT NULL, latency_s REAL, energy_J REAL, cost REAL, qoe REAL, reward REAL,
      expected_accuracy REAL, item INTEGER, label INTEGER, answer TEXT, correct INTEGER, bleu REAL,
      remote_time_s REAL, PRIMARY KEY (slot, ue)) WITHOUT ROWID;
    CREATE INDEX outcomes_by_task ON outcomes (ue, task);
    CREATE TABLE translations (
      slot INTEGER NOT NULL, ue TEXT NOT NULL, matches_1 INTEGER NOT NULL, matches_2 INTEGER NOT NULL,
      matches_3 INTEGER NOT NULL, matches_4 INTEGER NOT NULL, totals_1 INTEGER NOT NULL, totals_2 INTEGER NOT NULL,
      totals_3 INTEGER NOT NULL, totals_4 INTEGER NOT NULL, hypothesis_length INTEGER NOT NULL,
      reference_length INTEGER NOT NULL, PRIMARY KEY (slot, ue)) WITHOUT ROWID;
    CREATE TABLE tasks (
      ue TEXT NOT NULL, task INTEGER NOT NULL, generated_slot INTEGER NOT NULL, state TEXT NOT NULL,
      attempts INTEGER NOT NULL, failed_attempts INTEGER NOT NULL, finished_slot INTEGER,
      PRIMARY KEY (ue, task)) WITHOUT ROWID;
    CREATE TABLE task_changes (
      id INTEGER PRIMARY KEY, ue TEXT NOT NULL, task INTEGER NOT NULL, slot INTEGER NOT NULL, change TEXT NOT NULL,
      detail TEXT);
    CREATE INDEX task_changes_by_task ON task_changes (ue, task);
    CREATE VIEW rewards AS SELECT slot, ue, reward FROM outcomes;
    CREATE VIEW task_overview AS
      SELECT t.ue || '/' || t.task AS id, t.ue, t.task, t.state, t.generated_slot, t.finished_slot, t.attempts,
        t.failed_attempts, o.execution, o.result, o.latency_s, o.energy_J, o.qoe, l.snr_dB, o.expected_accuracy,
        o.correct, o.bleu, o.answer
      FROM tasks t
      LEFT JOIN outcomes o ON o.ue = t.ue AND o.task = t.task
        AND o.slot = (SELECT max(slot) FROM outcomes WHERE ue = t.ue AND task = t.task)
      LEFT JOIN links l ON l.slot = o.slot AND l.ue = o.ue;
    CREATE VIEW ue_overview AS
      SELECT u.ue, max(u.task) AS task, max(u.policy) AS policy,
        (SELECT count(*) FROM tasks t WHERE t.ue = u.ue) AS generated,
        (SELECT count(*) FROM tasks t WHERE t.ue = u.ue AND t.state = 'completed') AS completed,
        (SELECT count(*) FROM tasks t WHERE t.ue = u.ue AND t.state = 'failed') AS failed,
        (SELECT count(*) FROM tasks t WHERE t.ue = u.ue AND t.state = 'queued') AS queued,
        (SELECT count(*) FROM outcomes o WHERE o.ue = u.ue AND o.result <> 'completed') AS failed_attempts,
        coalesce((SELECT sum(o.qoe) FROM outcomes o WHERE o.ue = u.ue AND o.result = 'completed'), 0)
          / nullif((SELECT count(*) FROM reports r WHERE r.ue = u.ue AND r.queued > 0), 0) AS qoe,
        (SELECT avg(o.latency_s) FROM outcomes o WHERE o.ue = u.ue AND o.result = 'completed') AS latency_s,
        (SELECT avg(o.energy_J) FROM outcomes o WHERE o.ue = u.ue AND o.result = 'completed') AS energy_J,
        (SELECT avg(o.expected_accuracy) FROM outcomes o WHERE o.ue = u.ue AND o.result = 'completed')
          AS expected_accuracy,
        (SELECT avg(o.correct) FROM outcomes o WHERE o.ue = u.ue AND o.result = 'completed') AS measured_accuracy,
        (SELECT avg(l.snr_dB) FROM links l WHERE l.ue = u.ue) AS snr_dB
      FROM ues u GROUP BY u.ue;
    """

  private static let views = ["ue_overview", "task_overview", "rewards"]
  private static let names = [
    "task_changes", "tasks", "translations", "outcomes", "links", "grants", "reports", "slots", "commands",
    "joins_leaves", "ues",
    "topology", "projection",
  ]

  /// The slot that the tables want next. Tables of another version, or none, are made anew.
  static func prepare(_ database: Database) throws -> Int {
    if try database.tableExists("projection"),
      let row = try Row.fetchOne(database, sql: "SELECT version, next_slot FROM projection"), row["version"] == version
    {
      return row["next_slot"]
    }
    for view in views { try database.execute(sql: "DROP VIEW IF EXISTS \(view)") }
    for name in names { try database.execute(sql: "DROP TABLE IF EXISTS \(name)") }
    try database.execute(sql: tables)
    try database.execute(sql: "INSERT INTO projection (version, next_slot) VALUES (?, 0)", arguments: [version])
    // The description of the run as one row per value: "radio.bandwidth", 5000000.
    try database.execute(
      sql: """
        INSERT INTO topology (key, value)
        SELECT substr(fullkey, 3), atom FROM run, json_tree(run.scenario) WHERE type NOT IN ('object', 'array')
        """)
    return 0
  }
}
