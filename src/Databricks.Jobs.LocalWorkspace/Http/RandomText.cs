using System.Globalization;
using System.Security.Cryptography;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Secrets that the server makes up.</summary>
internal static class RandomText
{
    /// <summary>128 random bits as text.</summary>
    public static string Create()
    {
        using var random = RandomNumberGenerator.Create();
        byte[] bytes = new byte[16];
        random.GetBytes(bytes);
        return string.Concat(bytes.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>Compares in a time that does not tell how much of a secret was right.</summary>
    public static bool AreEqual(string left, string right)
    {
        int difference = left.Length ^ right.Length;
        for (int i = 0; i < left.Length && i < right.Length; i++) difference |= left[i] ^ right[i];
        return difference == 0;
    }
}
