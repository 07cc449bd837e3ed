using Databricks.Jobs.Http;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Something that goes wrong with a response, and the expected result.</summary>
/// <param name="Name">The name in tests.</param>
/// <param name="Reply">What the server does.</param>
/// <param name="Error">The error that the user gets if retries do not help.</param>
/// <param name="Message">Part of its message.</param>
internal sealed record Fault(string Name, Func<ClientFixture, StubResponse> Reply, Type Error, string Message)
{
    /// <summary>The least safe requests that are sent again; null for none.</summary>
    public RequestSafety? RepeatedUpTo { get; init; }

    /// <summary>The kind of error response; null if it is not one.</summary>
    public ServiceErrorKind? Kind { get; init; }

    /// <summary>Whether the fault is in the body, which not every operation reads.</summary>
    public bool IsInBody { get; init; }

    /// <summary>Whether the change was probably made.</summary>
    public bool LeavesDoubt { get; init; }

    public bool IsRepeated(Operation operation) => Operations.SafetyOf(operation) <= RepeatedUpTo;
}
