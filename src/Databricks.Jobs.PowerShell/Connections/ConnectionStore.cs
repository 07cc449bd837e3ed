using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>The connection of each runspace. Parallel runspaces are independent.</summary>
internal static class ConnectionStore
{
    private static readonly ConditionalWeakTable<Runspace, Slot> s_slots = new();

    /// <summary>The workspace that Connect-DbxWorkspace connected in this runspace; null if there is none.</summary>
    public static DbxWorkspace? Current => OfThisRunspace.Connected;

    /// <summary>The workspace of the environment or profile; null if no command has used it.</summary>
    public static DbxWorkspace? Ambient
    {
        get => OfThisRunspace.Ambient;
        set => OfThisRunspace.Ambient = value;
    }

    /// <summary>Why the connection of this runspace ended, unless the user ended it; null if it did not.</summary>
    public static string? LossReason => OfThisRunspace.LossReason;

    private static Slot OfThisRunspace => s_slots.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>Makes a workspace the connection of this runspace.</summary>
    public static void Connect(DbxWorkspace workspace)
    {
        OfThisRunspace.Connected = workspace;
        OfThisRunspace.LossReason = null;
    }

    /// <summary>Closes the connection of this runspace, because the user wants that. Afterwards, the environment or a
    /// profile is used.</summary>
    public static void Disconnect()
    {
        OfThisRunspace.Connected?.Close();
        OfThisRunspace.Ambient?.Close();
        s_slots.Remove(Runspace.DefaultRunspace);
    }

    /// <summary>Removes the connection of this runspace, which the user has not ended: the next commands fail instead
    /// of using the workspace of the environment or a profile. Others can still use the connection.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    public static void Lose(string reason)
    {
        Slot slot = OfThisRunspace;
        slot.LossReason = slot.Connected is null ? slot.LossReason : reason;
        slot.Connected = null;
        slot.Ambient = null;
    }

    private sealed class Slot
    {
        public DbxWorkspace? Connected { get; set; }

        public DbxWorkspace? Ambient { get; set; }

        public string? LossReason { get; set; }
    }
}
