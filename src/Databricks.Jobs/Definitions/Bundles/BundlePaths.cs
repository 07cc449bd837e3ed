using System.Text.RegularExpressions;
using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Replaces relative paths of notebooks and files with their paths in the workspace.</summary>
internal sealed class BundlePaths
{
    private static readonly string[] s_notebookEndings = [".py", ".r", ".scala", ".sql", ".ipynb"];

    private static readonly Regex s_scheme = new(
        "^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // The name of a package, with a version: pandas, pandas[extra]>=1.2, package @ https://...
    private static readonly Regex s_package = new(
        @"^[A-Za-z0-9_-]+\s?(\[.*\])?\s?((==|!=|<=|>=|~=|>|<)\s?[A-Za-z0-9.*+!_-]+\s?,?\s?)*$|^\S+ @ \S+",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    private static readonly string[] s_pipFlags = ["-r ", "-e "];

    private readonly BundleContext _context;
    private readonly string _root;

    /// <param name="bundle">The bundle; its <c>sync.paths</c> can have folders above its own.</param>
    /// <param name="context">The folder of the bundle and the root of the deployed files.</param>
    public BundlePaths(MapNode bundle, BundleContext context)
    {
        _context = context;
        _root = context.Folder ?? "";
        foreach (DefinitionNode path in bundle.FindMap("sync")?.FindSequence("paths")?.Items ?? [])
        {
            _root = path is ScalarNode { Location.File: { } file } scalar
                ? CommonParent(_root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, scalar.Text)))
                : _root;
        }
    }

    /// <summary>Translates the paths of a job. With a Git source, they are those of the repository.</summary>
    public MapNode Translate(MapNode job) => job.Find("git_source") is not null
        ? job
        : job.WithItems("tasks", task => TranslateTask(task, job)).WithItems("environments", environment =>
            environment is MapNode map && map.Find("spec") is MapNode spec
                ? map.With("spec", spec.WithItems("dependencies", one => TranslateDependency(one, job)))
                : environment);

    private DefinitionNode TranslateTask(DefinitionNode node, MapNode job)
    {
        if (node is not MapNode task)
        {
            return node;
        }

        task = task.Find("notebook_task") is MapNode { } notebook && notebook.FindScalar("source")?.Text == "GIT"
            ? task
            : TranslateAt(task, job, isNotebook: true, "notebook_task", "notebook_path");
        task = TranslateAt(task, job, isNotebook: false, "spark_python_task", "python_file");
        task = TranslateAt(task, job, isNotebook: false, "dbt_task", "project_directory");
        task = TranslateAt(task, job, isNotebook: false, "sql_task", "file", "path");
        task = TranslateAt(task, job, isNotebook: false, "alert_task", "workspace_path");
        task = task.WithItems("libraries", library => TranslateLibrary(library, job));
        return task.Find("for_each_task") is MapNode loop && loop.Find("task") is { } inner
            ? task.With("for_each_task", loop.With("task", TranslateTask(inner, job)))
            : task;
    }

    private MapNode TranslateAt(MapNode node, MapNode job, bool isNotebook, params string[] path)
    {
        DefinitionNode? value = node.Find(path[0]);
        return path.Length == 1
            ? value is ScalarNode scalar ? node.With(path[0], Translate(scalar, job, isNotebook)) : node
            : value is MapNode inner
                ? node.With(path[0], TranslateAt(inner, job, isNotebook, [.. path.Skip(1)]))
                : node;
    }

    private DefinitionNode TranslateLibrary(DefinitionNode node, MapNode job)
    {
        foreach (string key in new[] { "whl", "jar", "egg", "requirements" })
        {
            node = node is MapNode library ? TranslateAt(library, job, isNotebook: false, key) : node;
        }

        return node;
    }

    private DefinitionNode TranslateDependency(DefinitionNode node, MapNode job)
    {
        if (node is not ScalarNode scalar)
        {
            return node;
        }

        string flag = s_pipFlags.FirstOrDefault(one => scalar.Text.StartsWith(one, StringComparison.Ordinal)) ?? "";
        string path = scalar.Text.Substring(flag.Length).Trim();
        if (flag.Length == 0 && !path.StartsWith(".", StringComparison.Ordinal)
            && (path.StartsWith("-", StringComparison.Ordinal) || s_package.IsMatch(path)))
        {
            return node;
        }

        ScalarNode translated = Translate(ScalarNode.OfText(path, scalar.Location), job, isNotebook: false);
        return flag.Length == 0 ? translated : ScalarNode.OfText(flag + translated.Text, scalar.Location);
    }

    private ScalarNode Translate(ScalarNode path, MapNode job, bool isNotebook)
    {
        string text = path.Text;
        if (text.Length == 0 || text.StartsWith("/", StringComparison.Ordinal) || s_scheme.IsMatch(text))
        {
            return path;
        }

        if (_context.Options.FilesRoot is not { } filesRoot)
        {
            throw path.Fault(
                $"'{text}' is a file of the bundle, and where a deployment puts it is not known.",
                $"Specify the workspace folder with the files of the bundle: {_context.Options.Advice.FilesRoot}.");
        }

        string full = FullPath(text, path, job);
        full = IncludePattern.HasWildcards(text) && !File.Exists(full) && !Directory.Exists(full)
            ? SingleMatch(path)
            : full;
        string relative = full.StartsWith(_root, StringComparison.Ordinal)
            && (_root.Length == 0 || full.Length == _root.Length || IsSeparator(full[_root.Length]))
                ? full.Substring(_root.Length).Replace('\\', '/').TrimStart('/')
                : throw path.Fault(
                    $"'{text}' is outside the folder of the bundle, so a deployment does not include it.",
                    "Add its folder to sync.paths, or move it into the folder of the bundle.");
        string ending = Path.GetExtension(relative);
        return ScalarNode.OfText(
            $"{filesRoot.TrimEnd('/')}/" + (isNotebook && IsNotebook(ending)
                ? relative.Substring(0, relative.Length - ending.Length)
                : relative),
            path.Location);
    }

    // A path is relative to its own file; older versions of the Databricks CLI used the file of the job.
    private static string FullPath(string text, ScalarNode path, MapNode job)
    {
        string full = Combine(path.Location.File, text);
        if (!File.Exists(full) && !Directory.Exists(full) && job.Location.File != path.Location.File)
        {
            string ofJob = Combine(job.Location.File, text);
            return File.Exists(ofJob) || Directory.Exists(ofJob) ? ofJob : full;
        }

        return full;
    }

    // A job has no wildcards: the service would look for a file with an asterisk in its name.
    // The names of the folders above have none either, even with brackets in them.
    private static string SingleMatch(ScalarNode path)
    {
        string folder = Path.GetDirectoryName(path.Location.File) ?? "";
        string[] files = folder.Length == 0 ? [] : [.. IncludePattern.Expand(folder, path.Text)];
        return files.Length == 1
            ? Path.GetFullPath(files[0])
            : throw path.Fault(
                $"'{path.Text}' matches {files.Length} files, and one is needed.",
                "Build the file, or write its path without wildcards.");
    }

    private static string Combine(string? file, string path)
    {
        // Text has no folder: a folder that does not exist finds the paths that leave it.
        string folder = Path.GetDirectoryName(file) ?? "";
        return folder.Length > 0 ? Path.GetFullPath(Path.Combine(folder, path)) : path.TrimStart('.', '/');
    }

    private static bool IsNotebook(string ending) =>
        s_notebookEndings.Contains(ending, StringComparer.OrdinalIgnoreCase);

    private static bool IsSeparator(char letter) =>
        letter == Path.DirectorySeparatorChar || letter == Path.AltDirectorySeparatorChar;

    private static string CommonParent(string folder, string path)
    {
        string? parent = folder;
        while (parent is not null && path != parent
            && !path.StartsWith(parent.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            parent = Path.GetDirectoryName(parent);
        }

        return parent ?? folder;
    }
}
