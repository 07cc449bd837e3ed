namespace Databricks.Jobs.Internal;

/// <summary>Compares and suggests names: notebook_path, NotebookPath and notebookPath are equal.</summary>
internal static class NameMatcher
{
    public static bool AreSame(string left, string right)
    {
        int i = 0;
        int j = 0;
        while (true)
        {
            while (i < left.Length && left[i] == '_')
            {
                i++;
            }

            while (j < right.Length && right[j] == '_')
            {
                j++;
            }

            if (i == left.Length || j == right.Length)
            {
                return i == left.Length && j == right.Length;
            }

            if (char.ToUpperInvariant(left[i++]) != char.ToUpperInvariant(right[j++]))
            {
                return false;
            }
        }
    }

    /// <summary>The candidate that a mistyped name most likely means; null if none is similar.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        string wanted = Fold(name);
        string? best = null;
        int bestDistance = (wanted.Length / 3) + 2;
        foreach (string candidate in candidates)
        {
            int distance = Distance(wanted, Fold(candidate));
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    /// <summary>The only candidate that differs from a name by one typing error; null if there are none or several.
    /// </summary>
    public static string? OnlyTypo(string name, IEnumerable<string> candidates)
    {
        // In a shorter name, one error can make any other name.
        const int MinLength = 4;
        string wanted = Fold(name);
        string[] near = wanted.Length < MinLength
            ? []
            : [.. candidates.Where(candidate => Distance(wanted, Fold(candidate)) == 1).Take(2)];
        return near.Length == 1 ? near[0] : null;
    }

    private static string Fold(string name) => name.Replace("_", "").ToUpperInvariant();

    // The edit distance, where swapping two neighboring letters, the most common typing error, is one edit.
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (int j = 0; j <= right.Length; j++)
        {
            cost[0, j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int replace = cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                int best = Math.Min(replace, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                cost[i, j] = swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
            }
        }

        return cost[left.Length, right.Length];
    }
}
