using System.Management.Automation;
using System.Runtime.CompilerServices;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Joins strings from the pipeline that are the lines of one text in JSON or YAML, as Get-Content and programs
/// return it. Text in JSON becomes the value of the parameter, and text in YAML is left to the command.</summary>
/// <param name="parameter">The parameter that takes the strings.</param>
/// <param name="type">The type of its model.</param>
internal sealed class JsonLines(string parameter, Type type)
{
    private static readonly ConditionalWeakTable<object, PipedText> s_texts = new();

    private readonly TextLines _yaml = new();
    private string? _text;
    private bool _isBroken;
    private bool _hasEnded;

    /// <summary>Remembers the string that a value was read from.</summary>
    public static void Remember(object value, PipedText text) => s_texts.Add(value, text);

    /// <summary>The text in YAML that a value stands for; null for another value.</summary>
    public static PipedText? YamlOf(object value) =>
        YamlInput.Is(value) && s_texts.TryGetValue(value, out PipedText? text) ? text with { File = null } : null;

    /// <summary>Decides whether a record is a line of a text that is not complete. The last line of a text, and one
    /// with a mistake, become the value that the whole text is read as.</summary>
    public bool Take<T>(PSCmdlet command, T? record, Action<T> replace)
        where T : JobsModel
    {
        if (record is null || !s_texts.TryGetValue(record, out PipedText? given))
        {
            Flush(command);
            _isBroken = false;
            return false;
        }

        if (_yaml.IsOpen || (_text is null && !_isBroken && YamlInput.Is(record)))
        {
            InvalidInput.Forget(record);
            _yaml.Add(given);
            return true;
        }

        string line = given.Text;

        if (_text is null)
        {
            if (_hasEnded && string.IsNullOrWhiteSpace(line))
            {
                return true;
            }

            _isBroken = _isBroken && !JsonInputReader.IsComplete(line);
            _text = !_isBroken && JsonInputReader.IsIncomplete(line) ? line : null;
            return _isBroken || _text is not null;
        }

        string joined = _text + "\n" + line;
        if (JsonInputReader.IsIncomplete(joined))
        {
            _text = joined;
            return true;
        }

        bool isComplete = JsonInputReader.IsComplete(joined);
        if (!isComplete && JsonInputReader.IsComplete(line))
        {
            Flush(command);
            return false;
        }

        _text = null;
        _hasEnded = true;
        _isBroken = !isComplete;
        object value = new ModelTransformationAttribute(type, parameter).Transform(null!, joined)!;
        command.MyInvocation.BoundParameters[parameter] = value;
        replace((T)value);
        return false;
    }

    /// <summary>Takes the next text in YAML that is complete; null if there is none.</summary>
    public PipedText? TakeYaml(PSCmdlet command) => _yaml.Take() is not { } text ? null
        : text.File is null ? text
        : text with { File = command.GetUnresolvedProviderPathFromPSPath(text.File) };

    /// <summary>Writes the error for a text that was not complete when the pipeline ended.</summary>
    public void Flush(PSCmdlet command)
    {
        _yaml.End();
        if (_text is not { } text)
        {
            return;
        }

        _text = null;
        try
        {
            JsonInputReader.Read(text, parameter);
        }
        catch (Exception exception) when (InvalidInput.IsAbout(exception))
        {
            command.WriteError(ErrorRecords.From(exception, parameter));
        }
    }
}
