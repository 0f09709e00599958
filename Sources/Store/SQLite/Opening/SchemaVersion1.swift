extension Schema {
  /// The first tables: the catalogue, clicks, conversions, ledger and rollup.
  static let version1 = """
    CREATE TABLE accounts (
      account_id INTEGER PRIMARY KEY,
      slug TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      plan INTEGER NOT NULL,
      partner_center INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE programs (
      program_id INTEGER PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES accounts,
      slug TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      currency TEXT NOT NULL,
      time_zone TEXT NOT NULL,
      window_days INTEGER NOT NULL,
      hold_days INTEGER NOT NULL,
      sale_rate_e4 INTEGER NOT NULL,
      sale_flat_minor INTEGER NOT NULL,
      lead_flat_minor INTEGER NOT NULL,
      tracking_url TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE partners (
      partner_id INTEGER PRIMARY KEY,
      program_id INTEGER NOT NULL REFERENCES programs,
      code TEXT NOT NULL,
      name TEXT NOT NULL,
      email TEXT NOT NULL,
      status INTEGER NOT NULL,
      partner_center_access INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (program_id, code)
    ) STRICT;

    CREATE TABLE api_keys (
      key_number INTEGER PRIMARY KEY,
      key_id TEXT NOT NULL UNIQUE,
      account_id INTEGER REFERENCES accounts,
      scope INTEGER NOT NULL,
      program_id INTEGER REFERENCES programs,
      partner_id INTEGER REFERENCES partners,
      label TEXT NOT NULL,
      sha256 BLOB NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      revoked_at INTEGER
    ) STRICT;

    CREATE TABLE signing_keys (
      key_id INTEGER PRIMARY KEY,
      secret BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    -- Every click, whatever its disposition. A click id is unique in its program.
    CREATE TABLE clicks (
      program_id INTEGER NOT NULL,
      click_id BLOB NOT NULL,
      partner_id INTEGER NOT NULL,
      visitor_id BLOB NOT NULL,
      sub_id TEXT NOT NULL,
      occurred_at INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      day INTEGER NOT NULL,
      disposition INTEGER NOT NULL,
      is_unique_visit INTEGER NOT NULL,
      landing_url TEXT NOT NULL,
      referrer_url TEXT NOT NULL,
      user_agent TEXT NOT NULL,
      ip TEXT NOT NULL,
      PRIMARY KEY (program_id, click_id)
    ) STRICT, WITHOUT ROWID;

    -- The clicks of each visitor in the order of time: finds the touches before a conversion by one seek.
    CREATE TABLE touches (
      program_id INTEGER NOT NULL,
      visitor_id BLOB NOT NULL,
      occurred_at INTEGER NOT NULL,
      click_id BLOB NOT NULL,
      partner_id INTEGER NOT NULL,
      sub_id TEXT NOT NULL,
      disposition INTEGER NOT NULL,
      PRIMARY KEY (program_id, visitor_id, occurred_at, click_id)
    ) STRICT, WITHOUT ROWID;

    -- When each visitor last visited through each partner and SubID: decides in one seek whether a visit is unique.
    CREATE TABLE visits (
      program_id INTEGER NOT NULL,
      visitor_id BLOB NOT NULL,
      partner_id INTEGER NOT NULL,
      sub_id TEXT NOT NULL,
      last_visit_at INTEGER NOT NULL,
      PRIMARY KEY (program_id, visitor_id, partner_id, sub_id)
    ) STRICT, WITHOUT ROWID;

    -- Which conversion an order made. refund_id is empty for leads, sales and full refunds without one.
    CREATE TABLE orders (
      program_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      order_id TEXT NOT NULL,
      refund_id TEXT NOT NULL,
      conversion_id BLOB NOT NULL,
      PRIMARY KEY (program_id, kind, order_id, refund_id)
    ) STRICT, WITHOUT ROWID;

    -- Leads, sales and refunds with the head of their receipts. partner_id is null when nobody won. For a sale,
    -- refunded_minor is how much of its base has been paid back, by refund_count refunds; for a refund, base_minor is
    -- how much it pays back and commission_minor is what it reverses, 0 or less.
    CREATE TABLE conversions (
      conversion_id BLOB NOT NULL PRIMARY KEY,
      program_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      order_id TEXT NOT NULL,
      refund_id TEXT NOT NULL,
      partner_id INTEGER,
      sub_id TEXT NOT NULL,
      click_id BLOB,
      rule INTEGER NOT NULL,
      currency TEXT NOT NULL,
      tax_minor INTEGER NOT NULL,
      shipping_minor INTEGER NOT NULL,
      discount_minor INTEGER NOT NULL,
      base_minor INTEGER NOT NULL,
      commission_minor INTEGER NOT NULL,
      refunded_minor INTEGER NOT NULL,
      refund_count INTEGER NOT NULL,
      is_full_refund INTEGER NOT NULL,
      is_test INTEGER NOT NULL,
      customer_email TEXT NOT NULL,
      customer_external_id TEXT NOT NULL,
      occurred_at INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      day INTEGER NOT NULL,
      available_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE order_lines (
      conversion_id BLOB NOT NULL,
      position INTEGER NOT NULL,
      sku TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      unit_price_minor INTEGER NOT NULL,
      PRIMARY KEY (conversion_id, position)
    ) STRICT, WITHOUT ROWID;

    -- The candidates of each receipt in the order in which they were considered.
    CREATE TABLE receipt_candidates (
      conversion_id BLOB NOT NULL,
      position INTEGER NOT NULL,
      evidence INTEGER NOT NULL,
      value TEXT NOT NULL,
      click_id BLOB,
      partner_id INTEGER,
      sub_id TEXT NOT NULL,
      touched_at INTEGER,
      disposition INTEGER,
      is_partner_active INTEGER,
      verdict INTEGER NOT NULL,
      PRIMARY KEY (conversion_id, position)
    ) STRICT, WITHOUT ROWID;

    -- What was earned, reversed, adjusted and paid. Rows are never changed or deleted: a correction is a new row.
    CREATE TABLE ledger_entries (
      entry_id INTEGER PRIMARY KEY,
      program_id INTEGER NOT NULL,
      partner_id INTEGER NOT NULL,
      conversion_id BLOB,
      kind INTEGER NOT NULL,
      tier INTEGER NOT NULL,
      currency TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      at INTEGER NOT NULL,
      available_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX ledger_entries_of_conversion ON ledger_entries (conversion_id);

    -- Sums of the ledger. sold_minor is the sum of the bases of the partner's sales, which bounds every sum of revenue.
    CREATE TABLE balances (
      program_id INTEGER NOT NULL,
      partner_id INTEGER NOT NULL,
      currency TEXT NOT NULL,
      earned_minor INTEGER NOT NULL,
      reversed_minor INTEGER NOT NULL,
      adjusted_minor INTEGER NOT NULL,
      paid_minor INTEGER NOT NULL,
      sold_minor INTEGER NOT NULL,
      PRIMARY KEY (program_id, partner_id, currency)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE rollup (
      program_id INTEGER NOT NULL,
      partner_id INTEGER NOT NULL,
      sub_id TEXT NOT NULL,
      day INTEGER NOT NULL,
      currency TEXT NOT NULL,
      visits INTEGER NOT NULL,
      unique_visits INTEGER NOT NULL,
      leads INTEGER NOT NULL,
      sales INTEGER NOT NULL,
      refunds INTEGER NOT NULL,
      revenue_minor INTEGER NOT NULL,
      commission_minor INTEGER NOT NULL,
      PRIMARY KEY (program_id, partner_id, sub_id, day, currency)
    ) STRICT, WITHOUT ROWID;
    """
}
