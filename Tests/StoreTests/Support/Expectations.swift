import PartnerProgram
import Store
import Testing

/// Expects an `.alreadyExists` that names a field.
func expectConflict(
  _ field: String, _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any
) async {
  do {
    _ = try await body()
    Issue.record("nothing was thrown", sourceLocation: location)
  } catch StoreError.alreadyExists(let named, let message) {
    #expect(named == field, sourceLocation: location)
    #expect(!message.isEmpty, sourceLocation: location)
  } catch {
    Issue.record("\(error) was thrown", sourceLocation: location)
  }
}

/// Expects a `.failedPrecondition` whose text holds a word.
func expectPrecondition(
  _ word: String, _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any
) async {
  do {
    _ = try await body()
    Issue.record("nothing was thrown", sourceLocation: location)
  } catch StoreError.failedPrecondition(let message) {
    #expect(message.contains(word), "\(message)", sourceLocation: location)
  } catch {
    Issue.record("\(error) was thrown", sourceLocation: location)
  }
}

/// Expects an `.invalid` that names a field.
func expectInvalid(
  _ field: String, _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any
) async {
  do {
    _ = try await body()
    Issue.record("nothing was thrown", sourceLocation: location)
  } catch StoreError.invalid(let error) {
    #expect(error.field == field, sourceLocation: location)
  } catch {
    Issue.record("\(error) was thrown", sourceLocation: location)
  }
}

/// Expects a `.notFound`.
func expectMissing(
  _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any
) async {
  do {
    _ = try await body()
    Issue.record("nothing was thrown", sourceLocation: location)
  } catch StoreError.notFound {
    return
  } catch {
    Issue.record("\(error) was thrown", sourceLocation: location)
  }
}
