internal import ArgumentParser
internal import TributaryClient

/// Runs the command line `tributary`.
///
/// - Parameters:
///   - arguments: the words after the program's name.
///   - host: what is around the command.
/// - Returns: the exit status of the process, one of ``ExitStatus``.
package func runTributary(_ arguments: [String], host: ConsoleHost) async -> Int32 {
  do {
    var command = try Tributary.parseAsRoot(arguments)
    if let command = command as? any ServerCommand {
      try await run(command, host: host)
    } else {
      // The rest, help among it, says what it has to say by throwing it.
      try command.run()
    }
    return ExitStatus.success.rawValue
  } catch let failure as CommandFailure {
    host.writeError(failure.lines(style: Style(isTerminal: host.errorIsTerminal, environment: host.environment)))
    return failure.status.rawValue
  } catch {
    return report(parsing: error, host: host)
  }
}

private func run(_ command: some ServerCommand, host: ConsoleHost) async throws {
  let settings = try Settings(flags: command.shared.connection, environment: host.environment)
  let connection = try settings.connection()
  let client: TributaryClient
  do {
    client = try host.makeClient(connection)
  } catch {
    throw CommandFailure(.configuration, error.message)
  }

  let session = Session(
    host: host, settings: settings, connection: connection, client: client, format: command.shared.format)
  let result = await execute(command, session)
  await client.close()
  try result.get()
}

private func execute(_ command: some ServerCommand, _ session: Session) async -> Result<Void, CommandFailure> {
  do {
    return .success(try await command.execute(session))
  } catch let error as TributaryError {
    return .failure(CommandFailure(error, connection: session.connection, conflictHint: type(of: command).conflictHint))
  } catch let failure as CommandFailure {
    return .failure(failure)
  } catch {
    return .failure(CommandFailure(.software, "\(error)"))
  }
}

/// Shows what the argument parser has to say: help and scripts that were asked for as results, errors as errors.
private func report(parsing error: any Error, host: ConsoleHost) -> Int32 {
  let status = Tributary.exitCode(for: error).rawValue
  let message = Tributary.fullMessage(for: error)
  guard status == ExitStatus.success.rawValue else {
    let style = Style(isTerminal: host.errorIsTerminal, environment: host.environment)
    let parserPrefix = "Error: "
    let text = message.hasPrefix(parserPrefix) ? String(message.dropFirst(parserPrefix.count)) : message
    host.writeError("\(style.failure("tributary: error:")) \(text)\n")
    return status
  }
  do {
    try host.writeOutput(message + "\n")
    return status
  } catch {
    return ExitStatus.outputFailed.rawValue
  }
}
