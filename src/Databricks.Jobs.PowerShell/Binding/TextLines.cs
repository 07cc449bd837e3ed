using System.Management.Automation;
using System.Text;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>A text from the pipeline.</summary>
/// <param name="Text">The text.</param>
/// <param name="File">The path of its file, if it is all of the file from its start; otherwise null.</param>
internal sealed record PipedText(string Text, string? File)
{
    /// <summary>The line in the file, from 1; 0 if it is not known.</summary>
    public int Line { get; init; }

    /// <summary>The text of a string, with the properties that Get-Content adds.</summary>
    public static PipedText Of(object input)
    {
        PSMemberInfoCollection<PSPropertyInfo>? properties = (input as PSObject)?.Properties;
        return new PipedText((string)input.GetBaseObject()!, properties?["PSPath"]?.Value as string)
        {
            Line = properties?["ReadCount"]?.Value is { } count && LanguagePrimitives.TryConvertTo(count, out int line)
                ? line
                : 0,
        };
    }
}

/// <summary>Joins strings from the pipeline that are the lines of one text, as Get-Content and programs return it. A
/// string with several lines is a text of its own.</summary>
internal sealed class TextLines
{
    private readonly StringBuilder _text = new();
    private readonly Queue<PipedText> _complete = new();
    private PipedText? _last;
    private bool _isFile;

    /// <summary>Whether more lines can follow.</summary>
    public bool IsOpen => _last is not null;

    public void Add(PipedText line)
    {
        if (line.Text.IndexOf('\n') >= 0)
        {
            End();
            _complete.Enqueue(line);
            return;
        }

        if (_last is not null && _last.File != line.File)
        {
            End();
        }

        // Lines that were left out would make the positions wrong.
        _isFile = line.Line == (_last?.Line ?? 0) + 1 && (_last is null || _isFile);
        _text.Append(line.Text).Append('\n');
        _last = line;
    }

    /// <summary>No more lines follow.</summary>
    public void End()
    {
        if (_last is not null)
        {
            _complete.Enqueue(new PipedText(_text.ToString(), _isFile ? _last.File : null));
            _text.Clear();
            _last = null;
        }
    }

    /// <summary>Takes the next text that is complete.</summary>
    public PipedText? Take() => _complete.Count > 0 ? _complete.Dequeue() : null;
}
