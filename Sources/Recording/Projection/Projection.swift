import GRDB

/// Makes the tables for queries from the committed slots, off the hot path.
enum Projection {
  /// How many slots a transaction takes in: nobody else can write meanwhile.
  static let batch = 200

  /// Brings the tables up to the last committed slot. Doing it again changes nothing; a process that dies on the way
  /// leaves them at a former slot.
  ///
  /// - Returns: how many slots were new.
  static func update(_ queue: DatabaseQueue, _ path: String) throws -> Int {
    var total = 0
    while true {
      var count = 0
      try queue.inTransaction(.immediate) { database in
        let first = try ProjectionSchema.prepare(database)
        var projector = SlotProjector(database)
        try StoredRun.forEachSlot(database, path, from: first) { slot, record, digest in
          try projector.project(try StoredRun.decode(record, slot: slot, path), digest: digest)
          count += 1
          return count < batch
        }
        try database.execute(sql: "UPDATE projection SET next_slot = ?", arguments: [first + count])
        return .commit
      }
      total += count
      if count < batch { return total }
    }
  }

  /// Whether the tables are of this version and know every committed slot.
  static func isUpToDate(_ database: Database, _ path: String) throws -> Bool {
    guard try database.tableExists("projection"),
      let row = try Row.fetchOne(database, sql: "SELECT version, next_slot FROM projection")
    else { return false }
    return try row["version"] == ProjectionSchema.version && row["next_slot"] == StoredRun.end(database, path).slots
  }
}
