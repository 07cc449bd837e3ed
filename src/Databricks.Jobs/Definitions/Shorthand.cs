using System.Text.RegularExpressions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;

namespace Databricks.Jobs.Definitions;

/// <summary>Reads small objects in their short form: a dependency, a library, the location of a script.</summary>
public static class Shorthand
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Reads a dependency: the <c>key</c> of a task, or <c>key=true</c> or <c>key=false</c> for the outcome of
    /// a condition task.</summary>
    /// <exception cref="ModelBindingException">The outcome is not true or false.</exception>
    public static TaskDependency Dependency(string text)
    {
        ArgumentChecks.NotNull(text, nameof(text));
        int sign = text.IndexOf('=');
        if (sign < 0)
        {
            return new TaskDependency { TaskKey = text.Trim() };
        }

        string outcome = text.Substring(sign + 1).Trim();
        bool isKnown = bool.TryParse(outcome, out bool truth);
        return isKnown
            ? new TaskDependency { TaskKey = text.Substring(0, sign).Trim(), Outcome = truth ? "true" : "false" }
            : throw ModelBindingException.Wrong("depends_on",
                $"'{text}' has the outcome '{outcome}'; the outcome of a condition task is true or false, "
                + "as in 'key=true'.");
    }

    /// <summary>Reads a library: its file (.whl, .jar, .egg, requirements .txt), its Maven coordinates
    /// (<c>group:artifact:version</c>) or its name on PyPI (<c>pandas==2.2</c>).</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static Library Library(string text)
    {
        ArgumentChecks.NotNull(text, nameof(text));
        string[] parts = text.Split(':');
        return text.Substring(Math.Max(0, text.LastIndexOf('.'))).ToUpperInvariant() switch
        {
            ".WHL" => new Library { Whl = text },
            ".JAR" => new Library { Jar = text },
            ".EGG" => new Library { Egg = text },
            ".TXT" => new Library { Requirements = text },
            _ when parts.Length >= 3 && !text.ContainsIgnoreCase("/") && !text.ContainsIgnoreCase("@") =>
                new Library { Maven = new MavenLibrary { Coordinates = text } },
            _ => new Library { Pypi = new PythonPyPiLibrary { Package = text } },
        };
    }

    /// <summary>Reads the location of a script: a workspace path, /Volumes/..., dbfs:/..., s3://..., abfss://...,
    /// gs://... or file:/...</summary>
    /// <exception cref="ModelBindingException">The text is not a location.</exception>
    public static InitScriptInfo InitScript(string text)
    {
        ArgumentChecks.NotNull(text, nameof(text));
        string scheme = Regex.Match(text, "^([A-Za-z0-9]+):/", RegexOptions.None, s_patternTimeout)
            .Groups[1].Value.ToUpperInvariant();
        return scheme switch
        {
            "DBFS" when !text.ContainsIgnoreCase("dbfs:/Volumes/") =>
                new() { Dbfs = new DbfsStorageInfo { Destination = text } },
            "S3" or "S3A" or "S3N" => new() { S3 = new S3StorageInfo { Destination = text } },
            "ABFSS" => new() { Abfss = new Adlsgen2Info { Destination = text } },
            "GS" => new() { Gcs = new GcsStorageInfo { Destination = text } },
            "FILE" => new() { File = new LocalFileInfo { Destination = text } },
            "" or "DBFS" when text.ContainsIgnoreCase("/Volumes/") =>
                new() { Volumes = new VolumesStorageInfo { Destination = text } },
            "" when text.StartsWith("/", StringComparison.Ordinal) =>
                new() { Workspace = new WorkspaceStorageInfo { Destination = text } },
            _ => throw ModelBindingException.Wrong("init_scripts",
                $"'{text}' is not a valid location of a script; use a workspace path such as /Shared/setup.sh, "
                + "/Volumes/..., s3://..., abfss://..., gs://..., dbfs:/... or file:/..."),
        };
    }
}
