extension Schema {
  /// The rollup in the order of days, and no longer of SubIDs, under each partner.
  ///
  /// What is written lies together, because nearly all of it is of today: with a month of a few thousand SubIDs behind it
  /// a commit changed three times as many pages before (measured). And a report of some days passes over no others.
  static let version5 = """
    CREATE TABLE rollup_5 (
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
      flagged_prefetches INTEGER NOT NULL,
      flagged_invalid_sub_ids INTEGER NOT NULL,
      flagged_unconfirmed INTEGER NOT NULL,
      PRIMARY KEY (program_id, partner_id, day, sub_id, currency, landing_page, available_day)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO rollup_5 SELECT * FROM rollup
      ORDER BY program_id, partner_id, day, sub_id, currency, landing_page, available_day;
    DROP TABLE rollup;
    ALTER TABLE rollup_5 RENAME TO rollup;
    """
}
