using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Replaces references such as <c>${var.name}</c> with values of the bundle.</summary>
/// <param name="bundle">The bundle, with the overrides of the target.</param>
/// <param name="context">What the values can depend on.</param>
internal sealed class ReferenceResolver(MapNode bundle, BundleContext context)
{
    // Longer than any text of a job; without a limit, a few variables can stand for a text of any length.
    private const int MaxTextLength = 1_000_000;

    private static readonly Regex s_path = new(
        @"^[\p{L}\p{N}_-]+((\.[\p{L}\p{N}_-]+)|(\[[0-9]+\]))*$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    // The paths of the workspace have this prefix already.
    private static readonly Regex s_doublePrefix = new(
        @"/Workspace/?(?=\$\{workspace\.(root|file|artifact|state|resource)_path\})",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    private readonly Dictionary<string, DefinitionNode> _known = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    /// <summary>Whether references to the IDs of other jobs of the bundle are kept, instead of being errors.</summary>
    public bool KeepsJobReferences { get; set; }

    /// <summary>Replaces all references in a value.</summary>
    /// <exception cref="JobDefinitionException">There is no such value, or it contains itself.</exception>
    public DefinitionNode Resolve(DefinitionNode node)
    {
        DefinitionNode resolved = References.Map(node, Resolve);
        return resolved.Weight <= DefinitionNode.MaxWeight
            ? resolved
            : throw node.Fault($"the references in this value expand to more than {DefinitionNode.MaxWeight} values.");
    }

    private DefinitionNode Resolve(ScalarNode scalar)
    {
        string text = s_doublePrefix.Replace(scalar.Text, "");
        if (References.Single(text) is { } path)
        {
            // A relative path in it is relative to the file that uses it.
            return Relocate(Find(path, scalar), scalar.Location);
        }

        int length = 0;
        ScalarKind kind = ScalarKind.Text;
        string resolved = References.Replace(text, part =>
        {
            ScalarNode found = Find(part, scalar) is ScalarNode { IsNull: false } value
                ? value
                : throw scalar.Fault($"${{{part}}} is not text, so it cannot be a part of a text.");
            length += found.Text.Length;
            kind = found.Kind == ScalarKind.Reference ? ScalarKind.Reference : kind;
            return length <= MaxTextLength
                ? found.Text
                : throw scalar.Fault($"the references in it expand to more than {MaxTextLength} characters.");
        });
        return new ScalarNode(resolved, isPlain: false, kind, scalar.Location);
    }

    private DefinitionNode Find(string path, ScalarNode usedBy)
    {
        if (_known.TryGetValue(path, out DefinitionNode? known))
        {
            return known;
        }

        if (!s_path.IsMatch(path))
        {
            throw usedBy.Fault(
                $"${{{path}}} is not a reference to a value of the bundle.",
                $"Write $${{{path}}} if the text is meant.");
        }

        if (_open.Contains(path))
        {
            throw usedBy.Fault($"the value contains itself: {string.Join(" -> ", _open.Append(path))}.");
        }

        _open.Add(path);
        DefinitionNode value = Given(path, usedBy) ?? Compute(path, usedBy);
        _open.RemoveAt(_open.Count - 1);
        _known.Add(path, value);
        return value;
    }

    // The caller can give any value, such as the ID of a resource that only a deployment knows.
    private DefinitionNode? Given(string path, ScalarNode usedBy)
    {
        if (context.Options.Variables is not { } variables)
        {
            return null;
        }

        string name = path.StartsWith("var.", StringComparison.Ordinal) ? path.Substring(4) : path;
        return variables.TryGetValue(name, out object? value) || variables.TryGetValue(path, out value)
            ? ToNode(value, name, usedBy.Location)
            : null;
    }

    private DefinitionNode Compute(string path, ScalarNode usedBy)
    {
        string[] parts = path.Replace("[", ".[").Split('.');
        return parts[0] switch
        {
            "var" when parts.Length > 1 => Walk(Variable(parts[1], usedBy), parts, 2, usedBy),
            "variables" when parts.Length > 2 && parts[2] == "value" =>
                Walk(Variable(parts[1], usedBy), parts, 3, usedBy),
            "bundle" when parts.Length == 2 && parts[1] is "target" or "environment" => Text(context.Target, usedBy),
            "bundle" when parts is [_, "git", var field]
                && bundle.FindMap("bundle")?.FindMap("git")?.Find(field) is null
                && GitFolder.Find(context.Folder)?.Value(field) is { } value => Text(value, usedBy),
            "resources" when KeepsJobReferences && References.JobKey(path) is { } key
                && bundle.FindMap("resources")?.FindMap("jobs")?.Entry(key) is not null =>
                new ScalarNode($"${{{path}}}", isPlain: true, ScalarKind.Reference, usedBy.Location),
            "workspace" when WorkspaceValues.Find(parts, bundle, context, usedBy) is { } value => Resolve(value),
            _ => Walk(bundle, parts, 0, usedBy),
        };
    }

    private DefinitionNode Variable(string name, ScalarNode usedBy)
    {
        MapNode? variables = bundle.FindMap("variables");
        if (context.Options.Variables?.TryGetValue(name, out object? given) == true)
        {
            return ToNode(given, name, usedBy.Location);
        }

        if (variables?.Entry(name) is not { } entry)
        {
            string? nearest = NameMatcher.Nearest(name, variables?.Entries.Select(static one => one.Key) ?? []);
            throw usedBy.Fault(
                $"${{var.{name}}}: there is no variable '{name}'"
                    + (nearest is null ? "." : $"; did you mean {nearest}?"),
                $"Define it in variables, or {context.Options.Advice.Variable(name)}.");
        }

        var definition = entry.Value as MapNode;
        DefinitionNode? value = context.Overrides.Find(name, definition, usedBy)
            ?? definition?.Find("value")
            ?? definition?.Find("default");
        return value is not null ? value
            : definition?.Entry("lookup") is not null ? throw usedBy.Fault(
                $"${{var.{name}}} is the ID of an object that the Databricks CLI looks up by its name.",
                $"Specify the ID: {context.Options.Advice.Variable(name)}.")
            : throw usedBy.Fault(
                $"${{var.{name}}}: the variable has no value.",
                $"Give it a default ({entry.KeyLocation}), {context.Options.Advice.Variable(name)}, or set the "
                    + $"environment variable {VariableOverrides.EnvironmentName(name)}.");
    }

    private DefinitionNode Walk(DefinitionNode node, string[] parts, int start, ScalarNode usedBy)
    {
        for (int i = start; i < parts.Length; i++)
        {
            if (node is ScalarNode scalar && References.MayHave(scalar.Text))
            {
                node = Resolve(scalar);
            }

            node = Step(node, parts[i]) ?? throw Missing(parts, i, node, usedBy);
        }

        return Resolve(node);
    }

    private static DefinitionNode? Step(DefinitionNode node, string part) => node switch
    {
        SequenceNode list when part[0] == '[' => int.TryParse(
            part.Trim('[', ']'), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < list.Items.Count ? list.Items[index] : null,
        MapNode map => map.Find(part),
        _ => null,
    };

    private JobDefinitionException Missing(string[] parts, int index, DefinitionNode node, ScalarNode usedBy)
    {
        string path = string.Join(".", parts).Replace(".[", "[");
        string advice = context.Options.Advice.Variable(path);
        if (parts[0] == "resources" && index >= 3)
        {
            return usedBy.Fault(
                $"${{{path}}} is only known after a deployment of the bundle.",
                References.JobKey(path) is null
                    ? $"Specify it: {advice}."
                    : context.Options.Advice.JobId(path));
        }

        IEnumerable<string> known = parts[0] == "workspace" && index < 2
            ? WorkspaceValues.Names
            : (node as MapNode)?.Entries.Select(static entry => entry.Key) ?? [];
        string wanted = index == 0 && parts.Length > 1 && parts[0] == "workspace" ? parts[1] : parts[index];
        return usedBy.Fault(
            $"${{{path}}}: the bundle has no value '{wanted}' there"
                + (NameMatcher.Nearest(wanted, known) is { } nearest ? $"; did you mean {nearest}?" : "."),
            $"Correct the reference, or {advice}.");
    }

    private static DefinitionNode Relocate(DefinitionNode node, SourceLocation location) => node switch
    {
        MapNode map => new MapNode(map.Entries, location),
        SequenceNode list => new SequenceNode(list.Items, location),
        ScalarNode scalar => new ScalarNode(scalar.Text, scalar.IsPlain, scalar.Kind, location),
        _ => node,
    };

    private static ScalarNode Text(string text, ScalarNode usedBy) => ScalarNode.OfText(text, usedBy.Location);

    private static DefinitionNode ToNode(object? value, string name, SourceLocation location) =>
        ToNode(UntypedJson.ToElement(value, name), location);

    private static DefinitionNode ToNode(JsonElement element, SourceLocation location) => element.ValueKind switch
    {
        JsonValueKind.Object => new MapNode(
            [
                .. element.EnumerateObject()
                    .Select(member => new MapEntry(member.Name, location, ToNode(member.Value, location))),
            ],
            location),
        JsonValueKind.Array =>
            new SequenceNode([.. element.EnumerateArray().Select(item => ToNode(item, location))], location),
        JsonValueKind.String => ScalarNode.OfText(element.GetString()!, location),
        _ => new ScalarNode(
            element.GetRawText(), isPlain: true, PlainScalar.KindOf(element.GetRawText()), location),
    };
}
