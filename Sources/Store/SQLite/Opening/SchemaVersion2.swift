extension Schema {
  /// Coupons, contacts, policies, overrides of commissions, second tier, hold by days, adjustments, payouts, landing
  /// pages and retention.
  ///
  /// The rollup is made anew from the facts, because its key has grown.
  static let version2 = """
    -- What a program decides and pays by. Rows are never changed: an order keeps the version that it was recorded under.
    CREATE TABLE program_terms (
      program_id INTEGER NOT NULL,
      version INTEGER NOT NULL,
      coupon INTEGER NOT NULL,
      touch INTEGER NOT NULL,
      contact INTEGER NOT NULL,
      window_days INTEGER NOT NULL,
      contact_window_days INTEGER NOT NULL,
      hold_days INTEGER NOT NULL,
      sale_rate_e4 INTEGER NOT NULL,
      sale_flat_minor INTEGER NOT NULL,
      lead_flat_minor INTEGER NOT NULL,
      cap_minor INTEGER NOT NULL,
      tier_two_rate_e4 INTEGER NOT NULL,
      first_orders INTEGER NOT NULL,
      PRIMARY KEY (program_id, version)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO program_terms SELECT program_id, 1, 1, 1, 1, window_days, 0, hold_days, sale_rate_e4, sale_flat_minor,
      lead_flat_minor, 0, 0, 0 FROM programs;
    ALTER TABLE programs ADD COLUMN terms_version INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE programs ADD COLUMN click_retention_days INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE programs ADD COLUMN address_storage INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE programs DROP COLUMN window_days;
    ALTER TABLE programs DROP COLUMN hold_days;
    ALTER TABLE programs DROP COLUMN sale_rate_e4;
    ALTER TABLE programs DROP COLUMN sale_flat_minor;
    ALTER TABLE programs DROP COLUMN lead_flat_minor;

    ALTER TABLE partners ADD COLUMN parent_id INTEGER REFERENCES partners;

    -- What products and partners earn instead, from one version of the program's terms up to another. partner_id 0
    -- means every partner, an empty sku every product.
    CREATE TABLE commission_overrides (
      program_id INTEGER NOT NULL,
      partner_id INTEGER NOT NULL,
      sku TEXT NOT NULL,
      since_version INTEGER NOT NULL,
      until_version INTEGER,
      sale_rate_e4 INTEGER NOT NULL,
      sale_flat_minor INTEGER NOT NULL,
      lead_flat_minor INTEGER NOT NULL,
      PRIMARY KEY (program_id, partner_id, sku, since_version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE coupons (
      program_id INTEGER NOT NULL,
      code TEXT NOT NULL,
      partner_id INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (program_id, code)
    ) STRICT, WITHOUT ROWID;

    -- Persons, with who referred them first and last: null partners mean nobody.
    CREATE TABLE contacts (
      contact_id INTEGER PRIMARY KEY,
      program_id INTEGER NOT NULL,
      order_count INTEGER NOT NULL DEFAULT 0,
      first_partner_id INTEGER,
      first_sub_id TEXT NOT NULL DEFAULT '',
      first_landing_page TEXT NOT NULL DEFAULT '',
      first_bound_at INTEGER,
      first_conversion_id BLOB,
      last_partner_id INTEGER,
      last_sub_id TEXT NOT NULL DEFAULT '',
      last_landing_page TEXT NOT NULL DEFAULT '',
      last_bound_at INTEGER,
      last_conversion_id BLOB
    ) STRICT;
    CREATE TABLE contact_names (
      program_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      value TEXT NOT NULL,
      contact_id INTEGER NOT NULL REFERENCES contacts,
      PRIMARY KEY (program_id, kind, value)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX contact_names_of_contact ON contact_names (contact_id);
    -- The conversions that name a contact: its own, and those that name it beside the contact they belong to.
    CREATE TABLE contact_conversions (
      contact_id INTEGER NOT NULL,
      conversion_id BLOB NOT NULL,
      PRIMARY KEY (contact_id, conversion_id)
    ) STRICT, WITHOUT ROWID;

    -- available_day is the day from which on the commission is approved; flag says why nobody was paid, and whom it
    -- would have been. For a refund, refund_status is what became of it, sent_currency what it was sent with, and
    -- requested_minor what its items ask for.
    ALTER TABLE conversions ADD COLUMN landing_page TEXT NOT NULL DEFAULT '';
    ALTER TABLE conversions ADD COLUMN parent_partner_id INTEGER;
    ALTER TABLE conversions ADD COLUMN parent_commission_minor INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversions ADD COLUMN refund_status INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversions ADD COLUMN sent_currency TEXT NOT NULL DEFAULT '';
    ALTER TABLE conversions ADD COLUMN requested_minor INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversions ADD COLUMN contact_id INTEGER;
    ALTER TABLE conversions ADD COLUMN contact_order_number INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversions ADD COLUMN terms_version INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE conversions ADD COLUMN available_day INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversions ADD COLUMN flag INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversions ADD COLUMN flag_partner_id INTEGER;
    ALTER TABLE conversions ADD COLUMN flag_click_id BLOB;
    ALTER TABLE conversions ADD COLUMN flag_sub_id TEXT NOT NULL DEFAULT '';
    ALTER TABLE conversions ADD COLUMN flag_landing_page TEXT NOT NULL DEFAULT '';
    -- So far commissions were approved whole periods of 24 hours after the order. A refund follows its order.
    UPDATE conversions SET
      refund_status = iif(kind = 3, 1, 0),
      requested_minor = iif(kind = 3, base_minor, 0),
      available_day = day + (available_at - occurred_at) / 86400000000,
      landing_page = coalesce((
        SELECT landing_page(landing_url) FROM clicks
        WHERE clicks.program_id = conversions.program_id AND clicks.click_id = conversions.click_id), '');
    ALTER TABLE conversions DROP COLUMN available_at;
    UPDATE conversions SET available_day = (
        SELECT sales.available_day FROM orders JOIN conversions AS sales USING (conversion_id)
        WHERE orders.program_id = conversions.program_id AND orders.kind = 2
          AND orders.order_id = conversions.order_id AND orders.refund_id = '')
      WHERE kind = 3;

    -- A refund has the customer of its order. The customers of earlier orders are found when they are to be erased.
    UPDATE conversions SET customer_email = '', customer_external_id = '' WHERE kind = 3;
    CREATE INDEX customers_without_contact ON conversions (program_id)
      WHERE contact_id IS NULL AND (customer_email <> '' OR customer_external_id <> '');

    -- claimed_id is the click or visitor that a piece of evidence names, whether or not it is known.
    ALTER TABLE receipt_candidates ADD COLUMN landing_page TEXT NOT NULL DEFAULT '';
    ALTER TABLE receipt_candidates ADD COLUMN claimed_id BLOB;

    -- Which orders are decided again when a click with this id, or of this visitor, is recorded late.
    CREATE TABLE awaited_clicks (
      program_id INTEGER NOT NULL,
      id BLOB NOT NULL,
      occurred_at INTEGER NOT NULL,
      conversion_id BLOB NOT NULL,
      PRIMARY KEY (program_id, id, occurred_at, conversion_id)
    ) STRICT, WITHOUT ROWID;

    -- The ledger as before, with where each entry stands in the rollup.
    CREATE TABLE ledger_entries_2 (
      entry_id INTEGER PRIMARY KEY,
      program_id INTEGER NOT NULL,
      partner_id INTEGER NOT NULL,
      conversion_id BLOB,
      kind INTEGER NOT NULL,
      tier INTEGER NOT NULL,
      currency TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      sub_id TEXT NOT NULL,
      landing_page TEXT NOT NULL,
      day INTEGER NOT NULL,
      available_day INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL,
      reason TEXT NOT NULL
    ) STRICT;
    INSERT INTO ledger_entries_2
      SELECT entry_id, ledger_entries.program_id, ledger_entries.partner_id, conversion_id, ledger_entries.kind, tier,
        ledger_entries.currency, amount_minor, sub_id, landing_page, day, available_day, at, ''
      FROM ledger_entries JOIN conversions USING (conversion_id);
    DROP TABLE ledger_entries;
    ALTER TABLE ledger_entries_2 RENAME TO ledger_entries;
    CREATE INDEX ledger_entries_of_conversion ON ledger_entries (conversion_id);

    -- Entries that no payout has paid. A payout looks at these only, however long the ledger is.
    CREATE TABLE unpaid_entries (
      program_id INTEGER NOT NULL,
      partner_id INTEGER NOT NULL,
      currency TEXT NOT NULL,
      available_day INTEGER NOT NULL,
      entry_id INTEGER NOT NULL,
      amount_minor INTEGER NOT NULL,
      PRIMARY KEY (program_id, partner_id, currency, available_day, entry_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO unpaid_entries
      SELECT program_id, partner_id, currency, available_day, entry_id, amount_minor FROM ledger_entries;

    CREATE TABLE adjustments (
      program_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      entry_id INTEGER NOT NULL,
      PRIMARY KEY (program_id, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE payouts (
      payout_id INTEGER PRIMARY KEY,
      program_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      is_complete INTEGER NOT NULL,
      UNIQUE (program_id, name)
    ) STRICT;
    CREATE TABLE payout_thresholds (
      payout_id INTEGER NOT NULL,
      currency TEXT NOT NULL,
      minimum_minor INTEGER NOT NULL,
      PRIMARY KEY (payout_id, currency)
    ) STRICT, WITHOUT ROWID;
    -- What a payout pays to whom; entry_id is the entry that takes it from the balance.
    CREATE TABLE payout_lines (
      payout_id INTEGER NOT NULL,
      partner_id INTEGER NOT NULL,
      currency TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      entries INTEGER NOT NULL,
      entry_id INTEGER NOT NULL,
      PRIMARY KEY (payout_id, partner_id, currency)
    ) STRICT, WITHOUT ROWID;
    -- Which payout paid an entry: the key makes sure that it is one.
    CREATE TABLE payout_entries (
      entry_id INTEGER PRIMARY KEY,
      payout_id INTEGER NOT NULL
    ) STRICT;

    -- What deleted clicks had counted, so that the rollup can still be recomputed.
    CREATE TABLE purged_clicks (
      program_id INTEGER NOT NULL,
      partner_id INTEGER NOT NULL,
      sub_id TEXT NOT NULL,
      day INTEGER NOT NULL,
      landing_page TEXT NOT NULL,
      visits INTEGER NOT NULL,
      unique_visits INTEGER NOT NULL,
      flagged_bots INTEGER NOT NULL,
      flagged_repeats INTEGER NOT NULL,
      flagged_inactive_clicks INTEGER NOT NULL,
      PRIMARY KEY (program_id, partner_id, sub_id, day, landing_page)
    ) STRICT, WITHOUT ROWID;

    DROP TABLE rollup;
    CREATE TABLE rollup (
      program_id INTEGER NOT NULL,
      partner_id INTEGER NOT NULL,
      sub_id TEXT NOT NULL,
      day INTEGER NOT NULL,
      currency TEXT NOT NULL,
      landing_page TEXT NOT NULL,
      available_day INTEGER NOT NULL,
      visits INTEGER NOT NULL,
      unique_visits INTEGER NOT NULL,
      leads INTEGER NOT NULL,
      sales INTEGER NOT NULL,
      refunds INTEGER NOT NULL,
      revenue_minor INTEGER NOT NULL,
      commission_minor INTEGER NOT NULL,
      reversed_minor INTEGER NOT NULL,
      adjusted_minor INTEGER NOT NULL,
      paid_minor INTEGER NOT NULL,
      flagged_bots INTEGER NOT NULL,
      flagged_repeats INTEGER NOT NULL,
      flagged_inactive_clicks INTEGER NOT NULL,
      flagged_self_referrals INTEGER NOT NULL,
      flagged_inactive_conversions INTEGER NOT NULL,
      PRIMARY KEY (program_id, partner_id, sub_id, day, currency, landing_page, available_day)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO rollup \(rollupOfVersion2);
    """
}
