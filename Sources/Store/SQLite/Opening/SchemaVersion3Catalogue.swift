import PartnerProgram

extension Schema {
  /// Landing pages, allowed hosts, campaigns, keys of pixels, and what forms tell of contacts.
  static let catalogueOfVersion3 = """
    -- Empty addresses are not known. allowed_hosts and form_fields are lists with spaces between, which neither hosts
    -- nor names of fields have in them. form_secret makes the order ids of leads from forms.
    ALTER TABLE programs ADD COLUMN landing_url TEXT NOT NULL DEFAULT '';
    ALTER TABLE programs ADD COLUMN thank_you_url TEXT NOT NULL DEFAULT '';
    ALTER TABLE programs ADD COLUMN allowed_hosts TEXT NOT NULL DEFAULT '';
    ALTER TABLE programs ADD COLUMN form_fields TEXT NOT NULL DEFAULT '';
    ALTER TABLE programs ADD COLUMN form_secret BLOB NOT NULL DEFAULT x'';
    UPDATE programs SET form_secret = randomblob(\(ProgramEntry.formSecretLength));

    CREATE TABLE campaigns (
      program_id INTEGER NOT NULL,
      code TEXT NOT NULL,
      landing_url TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (program_id, code)
    ) STRICT, WITHOUT ROWID;

    -- The keys of each program that verify, at most two, numbered in the order in which they were made.
    CREATE TABLE pixel_keys (
      key_number INTEGER PRIMARY KEY,
      program_id INTEGER NOT NULL,
      key_id TEXT NOT NULL,
      secret TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (program_id, key_id)
    ) STRICT;
    INSERT INTO pixel_keys (program_id, key_id, secret, created_at)
      SELECT program_id, random_text(\(PixelKey.idCharacterCount), '\(PixelKey.idAlphabet)'),
        random_text(\(PixelKey.secretCharacterCount), '\(PixelKey.secretAlphabet)'), created_at
      FROM programs;

    CREATE TABLE contact_fields (
      contact_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      sent_at INTEGER NOT NULL,
      PRIMARY KEY (contact_id, name)
    ) STRICT, WITHOUT ROWID;
    """
}
