using System.Text;

namespace ModelGenerator;

/// <summary>Source code with its indentation. Lines have at most 120 characters.</summary>
internal sealed class Source
{
    private const int MaxLength = 120;
    private const int IndentSize = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Whether code fits on one line.</summary>
    /// <param name="line">The code.</param>
    /// <param name="indent">The number of levels by which it is indented further.</param>
    public bool Fits(string line, int indent = 0) => ((_depth + indent) * IndentSize) + line.Length <= MaxLength;

    public void Line(string line = "")
    {
        if (line.StartsWith('}'))
        {
            _depth--;
        }

        Append(line, 0);
        if (line == "{")
        {
            _depth++;
        }
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    public void Indented(string line, int levels = 1) => Append(line, levels);

    /// <summary>A documentation comment, on several lines if it is long.</summary>
    public void Doc(string text)
    {
        const string Start = "/// ";
        string line = Start;
        foreach (string word in text.Split(' '))
        {
            if (line.Length > Start.Length && !Fits($"{line} {word}"))
            {
                Line(line);
                line = Start;
            }

            line += line.Length > Start.Length ? " " + word : word;
        }

        Line(line);
    }

    public override string ToString() => _text.ToString();

    private void Append(string line, int levels) =>
        _text.Append(line.Length == 0 ? "" : new string(' ', (_depth + levels) * IndentSize)).Append(line).Append('\n');
}
