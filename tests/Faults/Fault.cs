using Databricks.Jobs.Http;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Something that goes wrong with an answer, and what is to come of it.</summary>
/// <param name="Name">What the tests call it.</param>
/// <param name="Reply">What the server does.</param>
/// <param name="Error">What the user gets where nothing else helps.</param>
/// <param name="Message">What the user reads.</param>
internal sealed record Fault(string Name, Func<ClientFixture, StubResponse> Reply, Type Error, string Message)
{
    /// <summary>The least safe requests that are sent again; null for none.</summary>
    public RequestSafety? RepeatedUpTo { get; init; }

    /// <summary>What sort of refusal it is; null where it is none.</summary>
    public ServiceErrorKind? Kind { get; init; }

    /// <summary>Whether the fault is in what the body says, which not every operation reads.</summary>
    public bool IsInBody { get; init; }

    /// <summary>Whether the change was most likely made, or may have been.</summary>
    public bool LeavesDoubt { get; init; }

    public bool IsRepeated(Operation operation) => Operations.SafetyOf(operation) <= RepeatedUpTo;
}
