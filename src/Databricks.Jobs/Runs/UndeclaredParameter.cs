using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>A job parameter that a run was started with, and that its job does not declare. The service accepts it, so
/// a mistyped name has no effect except that the default is used.</summary>
public sealed class UndeclaredParameter
{
    private UndeclaredParameter(string name, IReadOnlyList<string> declared)
    {
        Name = name;
        Declared = declared;
        Nearest = NameMatcher.Nearest(name, declared);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The declared name that is most likely meant; null if none is similar.</summary>
    public string? Nearest { get; }

    /// <summary>The names that the job declares.</summary>
    public IReadOnlyList<string> Declared { get; }

    /// <summary>Finds the undeclared parameters of a run: in the response of the service, only declared ones have a
    /// default.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    public static IReadOnlyList<UndeclaredParameter> Of(Run run)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        JobParameter[] named = [.. (run.JobParameters ?? []).Where(parameter => parameter?.Name is not null)];
        string[] declared = [.. named.Where(parameter => parameter.Default is not null).Select(one => one.Name!)];
        return
        [
            .. named
                .Where(parameter => parameter.Default is null && parameter.Value is not null)
                .Select(parameter => new UndeclaredParameter(parameter.Name!, declared)),
        ];
    }

    /// <summary>A sentence such as <c>The job does not declare the parameter 'dat'; did you mean 'date'?</c></summary>
    public override string ToString() => $"The job does not declare the parameter '{Name}'; "
        + (Nearest is not null ? $"did you mean '{Nearest}'?"
            : Declared.Count == 0 ? "it has no parameters."
            : $"its parameters are {string.Join(", ", Declared)}.");
}
