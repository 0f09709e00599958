extension Schema {
  /// What browsers bring: links that are fetched ahead, SubIDs that are none, conversions that nobody vouches for, and what
  /// the catalogue needs for them.
  static let version3 = unconfirmedConversionsOfVersion3 + catalogueOfVersion3

  private static let unconfirmedConversionsOfVersion3 = """
    ALTER TABLE rollup ADD COLUMN flagged_prefetches INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE rollup ADD COLUMN flagged_invalid_sub_ids INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE rollup ADD COLUMN flagged_unconfirmed INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE purged_clicks ADD COLUMN flagged_prefetches INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE purged_clicks ADD COLUMN flagged_invalid_sub_ids INTEGER NOT NULL DEFAULT 0;

    -- What pixels without a signature say of orders, until the cart records the same or a person confirms it. partner_id
    -- is whom it would be credited to, as far as that could be told when it came; null means nobody.
    CREATE TABLE unconfirmed_conversions (
      program_id INTEGER NOT NULL,
      unconfirmed_id BLOB NOT NULL,
      kind INTEGER NOT NULL,
      order_id TEXT NOT NULL,
      currency TEXT NOT NULL,
      tax_minor INTEGER NOT NULL,
      shipping_minor INTEGER NOT NULL,
      discount_minor INTEGER NOT NULL,
      customer_email TEXT NOT NULL,
      customer_external_id TEXT NOT NULL,
      occurred_at INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      day INTEGER NOT NULL,
      partner_id INTEGER,
      sub_id TEXT NOT NULL,
      landing_page TEXT NOT NULL,
      PRIMARY KEY (program_id, unconfirmed_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX unconfirmed_conversions_of_order ON unconfirmed_conversions (program_id, kind, order_id);
    CREATE TABLE unconfirmed_lines (
      unconfirmed_id BLOB NOT NULL,
      position INTEGER NOT NULL,
      sku TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      unit_price_minor INTEGER NOT NULL,
      PRIMARY KEY (unconfirmed_id, position)
    ) STRICT, WITHOUT ROWID;
    -- claimed_id is the click or visitor that it names, claimed_name the normalised name of the contact.
    CREATE TABLE unconfirmed_evidence (
      unconfirmed_id BLOB NOT NULL,
      position INTEGER NOT NULL,
      evidence INTEGER NOT NULL,
      value TEXT NOT NULL,
      claimed_id BLOB,
      claimed_name TEXT NOT NULL,
      PRIMARY KEY (unconfirmed_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX contacts_of_unconfirmed_conversions ON unconfirmed_evidence (claimed_name, evidence)
      WHERE claimed_name <> '';

    -- Which conversion it became, so that confirming it again is answered as the first time.
    CREATE TABLE confirmed_conversions (
      program_id INTEGER NOT NULL,
      unconfirmed_id BLOB NOT NULL,
      conversion_id BLOB NOT NULL,
      PRIMARY KEY (program_id, unconfirmed_id)
    ) STRICT, WITHOUT ROWID;

    """
}
