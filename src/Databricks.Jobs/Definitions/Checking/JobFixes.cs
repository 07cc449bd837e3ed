using System.Text;
using Databricks.Jobs.Definitions.Rules;

namespace Databricks.Jobs.Definitions;

/// <summary>Corrects files with definitions. Comments, layout and encoding stay as they are.</summary>
public static class JobFixes
{
    /// <summary>Applies the fixes of findings to their file.</summary>
    /// <param name="file">The full path of the file.</param>
    /// <param name="findings">Findings; those of other files and those without a fix are ignored.</param>
    /// <returns>The number of fixes that were applied. A value that is not written out where the finding is, such as
    /// one with a variable of a bundle, is not changed.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read or written.</exception>
    public static int Apply(string file, IEnumerable<JobFinding> findings)
    {
        ArgumentChecks.NotNull(file, nameof(file));
        ArgumentChecks.NotNull(findings, nameof(findings));
        byte[] bytes = File.ReadAllBytes(file);
        (Encoding encoding, int start) = EncodingOf(bytes);
        string text = encoding.GetString(bytes, start, bytes.Length - start);
        string corrected = TextEdits.Apply(text, findings.Where(finding => finding.File == file), out int count);
        if (count > 0)
        {
            WholeFile.Write(file, [.. bytes.Take(start), .. encoding.GetBytes(corrected)], overwrite: true);
        }

        return count;
    }

    // The encoding, and the length of the byte order mark.
    private static (Encoding Encoding, int Start) EncodingOf(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false), 3),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 2),
        [not 0, 0, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 0),
        [0, not 0, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 0),
        _ => (new UTF8Encoding(false), 0),
    };
}
