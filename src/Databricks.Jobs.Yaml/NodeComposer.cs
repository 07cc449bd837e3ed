using Databricks.Jobs.Definitions;
using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Serialization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Databricks.Jobs.Yaml;

/// <summary>Makes the nodes of one document of the events of a parser. An alias is the node of its anchor, not a copy,
/// so memory stays proportional to the text; <see cref="DefinitionNode.Weight"/> limits what aliases expand to.
/// </summary>
/// <param name="parser">The parser, before the first node of the document.</param>
/// <param name="file">The path of the file.</param>
internal sealed class NodeComposer(IParser parser, string? file)
{
    private const string MergeKey = "<<";

    private readonly Dictionary<string, DefinitionNode> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _depth;

    public DefinitionNode Compose()
    {
        if (parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            return Resolve(alias);
        }

        NodeEvent start = parser.Consume<NodeEvent>();
        string? anchor = start.Anchor.IsEmpty ? null : start.Anchor.Value;
        if (++_depth > DefinitionNode.MaxDepth)
        {
            throw Fault(start, $"more than {DefinitionNode.MaxDepth} levels of objects and lists.");
        }

        if (anchor is not null)
        {
            _open.Add(anchor);
        }

        DefinitionNode node = start switch
        {
            Scalar scalar => ComposeScalar(scalar),
            SequenceStart => ComposeSequence(start),
            _ => ComposeMap(start),
        };
        _depth--;
        if (anchor is not null)
        {
            _open.Remove(anchor);
            _anchors[anchor] = node;
        }

        return node.Weight <= DefinitionNode.MaxWeight
            ? node
            : throw Fault(start, $"the aliases in this value expand to more than {DefinitionNode.MaxWeight} values.");
    }

    private DefinitionNode Resolve(AnchorAlias alias)
    {
        string name = alias.Value.Value;
        if (_open.Contains(name))
        {
            throw Fault(alias, $"*{name} is inside &{name}, so the value would contain itself.");
        }

        return _anchors.TryGetValue(name, out DefinitionNode? node)
            ? node
            : throw Fault(alias, $"there is no anchor &{name} before this alias.");
    }

    private ScalarNode ComposeScalar(Scalar scalar)
    {
        SourceLocation location = At(scalar);
        bool isPlain = scalar.Style == ScalarStyle.Plain;
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
        {
            return new ScalarNode(
                scalar.Value, isPlain, isPlain ? PlainScalar.KindOf(scalar.Value) : ScalarKind.Text, location);
        }

        return scalar.Tag.Value switch
        {
            "tag:yaml.org,2002:str" => ScalarNode.OfText(scalar.Value, location),
            "tag:yaml.org,2002:null" => new ScalarNode("", isPlain: true, ScalarKind.Null, location),
            "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" =>
                new ScalarNode(scalar.Value, isPlain: true, PlainScalar.KindOf(scalar.Value), location),
            _ => throw UnknownTag(scalar),
        };
    }

    private SequenceNode ComposeSequence(NodeEvent start)
    {
        CheckTag(start, "tag:yaml.org,2002:seq");
        var items = new List<DefinitionNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Compose());
        }

        return new SequenceNode(items, At(start));
    }

    private MapNode ComposeMap(NodeEvent start)
    {
        CheckTag(start, "tag:yaml.org,2002:map");
        var entries = new List<MapEntry>();
        var keys = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        DefinitionNode? merged = null;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out Scalar? key))
            {
                throw Fault(parser.Current!, "a key must be text; this key is an object, a list or an alias.");
            }

            if (keys.TryGetValue(key.Value, out SourceLocation? first))
            {
                throw DefinitionNode.Duplicate(key.Value, first, At(key));
            }

            keys.Add(key.Value, At(key));
            DefinitionNode value = Compose();
            if (key.Value == MergeKey && key.Style == ScalarStyle.Plain)
            {
                merged = value;
            }
            else
            {
                entries.Add(new MapEntry(key.Value, At(key), value));
            }
        }

        return merged is null
            ? new MapNode(entries, At(start))
            : new MapNode(Merge(entries, merged), At(start));
    }

    // Keys of the object itself take precedence over merged ones. Of several merged objects, the first takes
    // precedence, as the specification of merge keys says; the loader of the Databricks CLI lets the last.
    private static List<MapEntry> Merge(List<MapEntry> own, DefinitionNode merged)
    {
        var all = new List<MapEntry>(own);
        var keys = new HashSet<string>(own.Select(static entry => entry.Key), StringComparer.Ordinal);
        foreach (DefinitionNode source in merged is SequenceNode list ? list.Items : [merged])
        {
            if (source is not MapNode map)
            {
                throw source.Fault($"'<<' merges objects, found {source.Description}.");
            }

            all.AddRange(map.Entries.Where(entry => keys.Add(entry.Key)));
        }

        return all;
    }

    private void CheckTag(NodeEvent start, string expected)
    {
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific && start.Tag.Value != expected)
        {
            throw UnknownTag(start);
        }
    }

    private JobDefinitionException UnknownTag(NodeEvent start) =>
        Fault(start, $"the tag {start.Tag} has no meaning in a definition; remove it.");

    private JobDefinitionException Fault(ParsingEvent at, string problem) => new(At(at), problem);

    private SourceLocation At(ParsingEvent parsed) =>
        new(file, (int)parsed.Start.Line, (int)parsed.Start.Column);
}
