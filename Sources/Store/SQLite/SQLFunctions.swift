import GRDB
import PartnerProgram

/// Rules of the domain as functions of SQL, for statements that compare what is stored with what follows from it.
enum SQLFunctions {
  /// Makes them known on a connection.
  static func add(to database: Database) {
    database.add(function: landingPage)
    database.add(function: normalisedEmail)
    database.add(function: randomText)
  }

  /// `landing_page(url)`: what reports tell of a landing URL. Clicks keep the URL only.
  private static let landingPage = DatabaseFunction("landing_page", argumentCount: 1, pure: true) { values in
    guard let url = String.fromDatabaseValue(values[0]) else { return nil }
    return LandingPage(url: url)?.text ?? ""
  }

  /// `random_text(count, alphabet)`: random characters of the system's generator.
  private static let randomText = DatabaseFunction("random_text", argumentCount: 2, pure: false) { values in
    guard let count = Int.fromDatabaseValue(values[0]), let alphabet = String.fromDatabaseValue(values[1]) else {
      return nil
    }
    var generator = SystemRandomNumberGenerator()
    return RandomText.make(count, of: alphabet, using: &generator)
  }

  /// `normalised_email(text)`: the address under which a contact is known, or NULL.
  private static let normalisedEmail = DatabaseFunction("normalised_email", argumentCount: 1, pure: true) { values in
    String.fromDatabaseValue(values[0]).flatMap(EmailAddress.normalised)
  }
}
