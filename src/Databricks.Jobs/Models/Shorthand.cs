using System.Collections;
using System.Text.RegularExpressions;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.Scheduling;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Models;

/// <summary>Reads small objects in their short form, such as a dependency, a library or a schedule. Everything that binds
/// values accepts these forms: hashtables, assignments and parameters.</summary>
public static class Shorthand
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Reads a dependency: the <c>key</c> of a task, or <c>key=true</c> or <c>key=false</c> for the outcome of
    /// a condition task.</summary>
    /// <exception cref="ModelBindingException">The outcome is not true or false.</exception>
    public static TaskDependency Dependency(string text)
    {
        ArgumentChecks.NotNull(text, nameof(text));
        return Dependency(text, "depends_on");
    }

    private static TaskDependency Dependency(string text, string path)
    {
        int sign = text.IndexOf('=');
        if (sign < 0)
        {
            return new TaskDependency { TaskKey = text.Trim() };
        }

        string outcome = text.Substring(sign + 1).Trim();
        bool isKnown = bool.TryParse(outcome, out bool truth);
        return isKnown
            ? new TaskDependency { TaskKey = text.Substring(0, sign).Trim(), Outcome = truth ? "true" : "false" }
            : throw ModelBindingException.Wrong(path,
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

    /// <summary>Reads a schedule: a Quartz cron expression, which a time zone can follow, such as
    /// <c>0 0 2 * * ? Europe/Berlin</c>. By default, the time zone is UTC. The expression is not checked.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static CronSchedule Schedule(string text)
    {
        ArgumentChecks.NotNull(text, nameof(text));
        string[] words = text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        int start = Array.FindIndex(words, Math.Min(1, words.Length), IsTimeZoneStart);
        string zone = start < 0 ? "UTC" : string.Join(" ", words.Skip(start));
        return new CronSchedule
        {
            QuartzCronExpression = string.Join(" ", start < 0 ? words : words.Take(start)),
            TimezoneId = TimeZones.Find(zone) ?? zone,
            PauseStatus = nameof(Models.PauseStatus.UNPAUSED),
        };
    }

    /// <summary>Reads an identity: the name of a user, which is an email address, or the application ID of a service
    /// principal.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ModelBindingException">The text is neither.</exception>
    public static JobRunAs RunAs(string text)
    {
        ArgumentChecks.NotNull(text, nameof(text));
        return RunAs(text, "run_as");
    }

    /// <summary>Reads the location of a script: a workspace path, /Volumes/..., dbfs:/..., s3://..., abfss://...,
    /// gs://... or file:/...</summary>
    /// <exception cref="ModelBindingException">The text is not a location.</exception>
    public static InitScriptInfo InitScript(string text)
    {
        ArgumentChecks.NotNull(text, nameof(text));
        return InitScript(text, "init_scripts");
    }

    private static InitScriptInfo InitScript(string text, string path)
    {
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
            _ => throw ModelBindingException.Wrong(path,
                $"'{text}' is not a valid location of a script; use a workspace path such as /Shared/setup.sh, "
                + "/Volumes/..., s3://..., abfss://..., gs://..., dbfs:/... or file:/..."),
        };
    }

    /// <summary>Reads the short form of an object.</summary>
    /// <param name="wanted">A new object of the type.</param>
    /// <param name="value">The value.</param>
    /// <returns>The object; null if the value is not a short form of the type.</returns>
    /// <exception cref="ModelBindingException">The value is a wrong short form.</exception>
    internal static JobsModel? Find(JobsModel wanted, BindingValue value) => (wanted, value.Value) switch
    {
        (TaskDependency, string text) => Dependency(text, value.Path),
        (Clusters.Library, string text) => Library(text),
        (InitScriptInfo, string text) => InitScript(text, value.Path),
        (CronSchedule, string text) => Schedule(text),
        (JobRunAs, string text) => RunAs(text, value.Path),
        (QueueSettings, bool enabled) => new QueueSettings { Enabled = enabled },
        (JobEmailNotifications, string or IList) => new JobEmailNotifications { OnFailure = Addresses(value) },
        (TaskEmailNotifications, string or IList) => new TaskEmailNotifications { OnFailure = Addresses(value) },
        _ => null,
    };

    /// <summary>What else is expected for a type with a short form, to end the list of its other forms.</summary>
    internal static string Hint(JobsModel wanted) => wanted switch
    {
        TaskDependency => ", or the key of a task",
        Clusters.Library => ", or the name or file of a library",
        InitScriptInfo => ", or the location of a script",
        CronSchedule => ", or a Quartz cron expression",
        JobRunAs => ", or the name of a user",
        QueueSettings => ", or true or false",
        JobEmailNotifications or TaskEmailNotifications => ", or email addresses",
        _ => "",
    };

    /// <summary>Reads the short form of a list of objects: job parameters as names and default values.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="entries">The names and values.</param>
    /// <param name="value">The same, as a value with its path.</param>
    /// <returns>The objects; null if the entries are those of a single object.</returns>
    /// <exception cref="ModelBindingException">A value is not a simple value.</exception>
    internal static List<T>? FindMany<T>(IDictionary entries, BindingValue value)
        where T : JobsModel => typeof(T) == typeof(JobParameterDefinition) && !IsDefinition(entries, value.Path)
        ? [.. value.Map()!.Select(entry => (T)(JobsModel)new JobParameterDefinition
        {
            Name = entry.Key,
            Default = entry.Value,
        })]
        : null;

    // @{ name = 'x'; default = 'y' } is one definition, not two parameters.
    private static bool IsDefinition(IDictionary entries, string path)
    {
        string[] keys = [.. entries.Keys.OfType<string>()];
        if (!keys.Any(IsName) || !keys.All(key => IsName(key) || IsDefault(key)))
        {
            return false;
        }

        return keys.Any(key => IsDefault(key) && entries[key] is not null) ? true : throw ModelBindingException.Wrong(
            path,
            "a definition with a name needs a default. To define a parameter that is called 'name', "
                + "use @{ name = 'name'; default = 'value' }.");
    }

    private static bool IsName(string key) => NameMatcher.AreSame(key, "name");

    private static bool IsDefault(string key) => NameMatcher.AreSame(key, "default");

    // A cron expression has the names of days and months (MON-FRI, JAN,JUL, FRI#2, FRIL), and L, W, LW, L-3.
    private static bool IsTimeZoneStart(string word) =>
        char.IsLetter(word[0])
        && !Regex.IsMatch(
            word,
            "^((SUN|MON|TUE|WED|THU|FRI|SAT|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)L?([^A-Z]|$)|[LW]+(-|$))",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            s_patternTimeout);

    private static JobRunAs RunAs(string text, string path)
    {
        string name = text.Trim();
        bool isUser = name.ContainsIgnoreCase("@");
        return isUser ? new JobRunAs { UserName = name }
            : Guid.TryParse(name, out _) ? new JobRunAs { ServicePrincipalName = name }
            : throw ModelBindingException.Wrong(path,
                $"'{name}' is neither the name of a user, such as someone@example.com, nor the application ID of a "
                + $"service principal, which is a GUID. For a group, use @{{ group_name = '{name}' }}.");
    }

    private static List<string> Addresses(BindingValue value)
    {
        List<string> addresses = value.Strings()!;
        return addresses.Find(address => !address.ContainsIgnoreCase("@")) is { } other
            ? throw ModelBindingException.Wrong(value.Path, $"'{other}' is not an email address.")
            : addresses;
    }
}
