using System.Globalization;
using System.Text;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>Reads text files in UTF-8 or UTF-16, with or without a byte order mark.</summary>
internal static class TextFile
{
    // Larger than any request that the service accepts.
    private const int MaxLength = 16 * 1024 * 1024;

    private const string Utf16 = "UTF-16";

    private static readonly UTF8Encoding s_utf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="IOException">The file does not exist, is not a regular file, is too large, or has bytes that
    /// are not valid in its encoding; the message has the position of the first one.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static string Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder");
        }

        // Before the file is opened, because opening a pipe waits for its writer.
        if (IsEmpty(path))
        {
            throw new IOException($"{path}:1:1: the file is empty or is not a regular file");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Decode(ReadBytes(stream), path);
    }

    /// <summary>Whether a file exists and has no bytes. Pipes and devices have none.</summary>
    public static bool IsEmpty(string path)
    {
        var file = new FileInfo(path);
#if NET
        file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
#endif
        return file.Exists && file.Length == 0;
    }

    private static byte[] ReadBytes(FileStream stream)
    {
        if (stream.Length > MaxLength)
        {
            throw new IOException(string.Format(
                CultureInfo.InvariantCulture,
                "{0}:1:1: the file has {1:N0} bytes, and {2:N0} are the maximum",
                stream.Name,
                stream.Length,
                MaxLength));
        }

        byte[] bytes = new byte[stream.Length];
        int length = 0;
        int read;
        while ((read = stream.Read(bytes, length, bytes.Length - length)) > 0)
        {
            length += read;
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }

    // Without a byte order mark, text that starts with an ASCII character and a zero byte is UTF-16.
    private static string Decode(byte[] bytes, string path) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => DecodeUtf8(bytes, 3, path),
        [0xFF, 0xFE, ..] => DecodeUtf16(bytes, 2, isBigEndian: false, path),
        [0xFE, 0xFF, ..] => DecodeUtf16(bytes, 2, isBigEndian: true, path),
        [not 0, 0, ..] => DecodeUtf16(bytes, 0, isBigEndian: false, path),
        [0, not 0, ..] => DecodeUtf16(bytes, 0, isBigEndian: true, path),
        _ => DecodeUtf8(bytes, 0, path),
    };

    private static string DecodeUtf8(byte[] bytes, int start, string path)
    {
        try
        {
            return s_utf8.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException exception)
        {
            throw Invalid(bytes, start + exception.Index, "UTF-8", path);
        }
    }

    // The decoder of .NET does not report the position.
    private static string DecodeUtf16(byte[] bytes, int start, bool isBigEndian, string path)
    {
        char[] chars = new char[(bytes.Length - start) / 2];
        for (int i = 0; i < chars.Length; i++)
        {
            int position = start + (2 * i);
            chars[i] = isBigEndian
                ? (char)((bytes[position] << 8) | bytes[position + 1])
                : (char)((bytes[position + 1] << 8) | bytes[position]);
        }

        string text = new(chars);
        int invalid = ModelText.IndexOfInvalid(text);
        invalid = invalid < 0 ? bytes.Length - (bytes.Length % 2) : start + (2 * invalid);
        return invalid == bytes.Length ? text : throw Invalid(bytes, invalid, Utf16, path);
    }

    private static IOException Invalid(byte[] bytes, int position, string encoding, string path)
    {
        int line = 1;
        int start = 0;
        for (int i = 0; i < position; i++)
        {
            if (bytes[i] == '\n')
            {
                line++;
                start = i + 1;
            }
        }

        int column = encoding == Utf16 ? (position - start) / 2 : s_utf8.GetCharCount(bytes, start, position - start);
        string value = bytes[position].ToString("X2", CultureInfo.InvariantCulture);
        return new IOException(
            $"{path}:{line}:{column + 1}: not {encoding} text: invalid byte 0x{value} at position {position}, "
                + $"line {line}. Save the file as UTF-8");
    }
}
