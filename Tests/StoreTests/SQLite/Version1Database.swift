import Foundation
import GRDB
import PartnerProgram

@testable import Store

/// A database as the first version of the schema had it, with something of everything that it could hold.
enum Version1Database {
  /// Makes one in a directory.
  static func make(in directory: String) throws {
    let queue = try DatabaseQueue(path: DataDirectory.databasePath(in: directory))
    try queue.write { database in
      try database.execute(sql: Schema.migrations[0])
      try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 1")
      try database.execute(sql: catalogue + clicks + orders + sums)
    }
    try queue.close()
  }

  /// An id as an SQL literal.
  private static func id(_ number: UInt8) -> String { "x'01900000000070008000" + String(format: "%012x", number) + "'" }

  /// The same id as a value.
  static func bytes(_ number: UInt8) -> UUIDBytes {
    UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000 << 48 | UInt64(number))
  }

  /// Shop.start: a Tuesday evening, in Berlin one hour later, and still the same day.
  private static let start = "1700000000000000"
  private static let later = "1700000001000000"
  private static let day = "19675"
  /// 30 times 24 hours after `later`.
  private static let available = "1702592001000000"

  private static let catalogue = """
    INSERT INTO accounts VALUES (1, 'acme', 'Acme', 3, 1, \(start));
    INSERT INTO programs VALUES (1, 1, 'shop', 'The shop', 'USD', 'Europe/Berlin', 45, 30, 100000, 0, 50, '', \(start));
    INSERT INTO partners VALUES (1, 1, 'ALICE', 'Alice', '', 1, 1, \(start));
    INSERT INTO partners VALUES (2, 1, 'BOB', 'Bob', 'bob@example.com', 2, 0, \(start));
    INSERT INTO api_keys VALUES (1, 'k-1', 1, 2, NULL, NULL, 'the cart', zeroblob(32), \(start), NULL);
    INSERT INTO signing_keys VALUES (1, zeroblob(32), \(start));
    """

  /// Two visits of one visitor through ALICE, and one click through BOB, who was not active.
  private static let clicks = """
    INSERT INTO clicks VALUES (1, \(id(1)), 1, \(id(11)), 'mail', \(start), \(start), \(day), 1, 1,
      'https://shop.example/p?utm=1', '', 'agent', '192.0.2.0');
    INSERT INTO clicks VALUES (1, \(id(2)), 1, \(id(11)), 'mail', \(later), \(later), \(day), 1, 0, '', '', '', '');
    INSERT INTO clicks VALUES (1, \(id(3)), 2, \(id(12)), '', \(start), \(start), \(day), 2, 0, '', '', '', '');
    INSERT INTO touches SELECT program_id, visitor_id, occurred_at, click_id, partner_id, sub_id, disposition FROM clicks;
    INSERT INTO visits VALUES (1, \(id(11)), 1, 'mail', \(later));
    """

  /// The order A-1 of ALICE with two refunds, her lead F-1, the order A-2 of nobody that was refunded in full, and a test.
  private static let orders = """
    INSERT INTO conversions VALUES (\(id(21)), 1, 2, 'A-1', '', 1, 'mail', \(id(1)), 2, 'USD', 19, 5, 200, 1000, 100,
      400, 2, 0, 0, 'carol@example.com', 'C-7', \(later), \(later), \(day), \(available));
    INSERT INTO conversions VALUES (\(id(22)), 1, 3, 'A-1', 'R-1', 1, 'mail', \(id(1)), 3, 'USD', 0, 0, 0, 300, -30,
      0, 0, 0, 0, '', '', \(later), \(later), \(day), \(available));
    INSERT INTO conversions VALUES (\(id(23)), 1, 3, 'A-1', 'R-2', 1, 'mail', \(id(1)), 3, 'USD', 0, 0, 0, 100, -10,
      0, 0, 0, 0, '', '', 1700100000000000, 1700100000000000, 19676, \(available));
    INSERT INTO conversions VALUES (\(id(24)), 1, 1, 'F-1', '', 1, 'mail', \(id(2)), 2, 'USD', 0, 0, 0, 0, 50,
      0, 0, 0, 0, '', '', \(later), \(later), \(day), \(available));
    INSERT INTO conversions VALUES (\(id(25)), 1, 2, 'A-2', '', NULL, '', NULL, 1, 'EUR', 0, 0, 0, 70, 0,
      70, 1, 0, 0, '', '', \(later), \(later), \(day), \(available));
    INSERT INTO conversions VALUES (\(id(26)), 1, 3, 'A-2', '', NULL, '', NULL, 3, 'EUR', 0, 0, 0, 70, 0,
      0, 0, 1, 0, '', '', \(later), \(later), \(day), \(available));
    INSERT INTO conversions VALUES (\(id(27)), 1, 2, 'T-1', '', 1, 'mail', \(id(1)), 2, 'USD', 0, 0, 0, 70, 0,
      0, 0, 0, 1, '', '', \(later), \(later), \(day), \(available));
    INSERT INTO orders SELECT program_id, kind, order_id, refund_id, conversion_id FROM conversions;
    INSERT INTO order_lines VALUES (\(id(21)), 0, 'hat', 2, 600), (\(id(22)), 0, '', 1, 300), (\(id(23)), 0, '', 1, 100),
      (\(id(25)), 0, '', 1, 70), (\(id(27)), 0, '', 1, 70);
    INSERT INTO receipt_candidates VALUES
      (\(id(21)), 0, 2, 'unheard-of', NULL, NULL, '', NULL, NULL, NULL, 7),
      (\(id(21)), 1, 1, 'token', \(id(1)), 1, 'mail', \(start), 1, 1, 1),
      (\(id(21)), 2, 2, 'other', \(id(3)), 2, '', \(start), 2, 0, 5),
      (\(id(24)), 0, 3, 'visitor', \(id(2)), 1, 'mail', \(later), 1, 1, 1),
      (\(id(24)), 1, 3, 'visitor', \(id(1)), 1, 'mail', \(start), 1, 1, 2),
      (\(id(27)), 0, 1, 'token', \(id(1)), 1, 'mail', \(start), 1, 1, 1);
    INSERT INTO ledger_entries VALUES (1, 1, 1, \(id(21)), 1, 1, 'USD', 100, \(later), \(available)),
      (2, 1, 1, \(id(22)), 2, 1, 'USD', -30, \(later), \(available)),
      (3, 1, 1, \(id(23)), 2, 1, 'USD', -10, \(later), \(available)),
      (4, 1, 1, \(id(24)), 1, 1, 'USD', 50, \(later), \(available));
    """

  private static let sums = """
    INSERT INTO balances VALUES (1, 1, 'USD', 150, -40, 0, 0, 1000);
    INSERT INTO rollup VALUES (1, 1, 'mail', \(day), 'USD', 2, 1, 1, 1, 1, 700, 120),
      (1, 1, 'mail', 19676, 'USD', 0, 0, 0, 0, 1, -100, -10);
    """
}
