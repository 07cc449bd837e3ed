using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>The connection of each runspace. Parallel runspaces are independent.</summary>
internal static class ConnectionStore
{
    private static readonly ConditionalWeakTable<Runspace, Slot> s_slots = new();
    private static Guid s_lastConnected;

    /// <summary>The workspace that Connect-DbxWorkspace connected in this runspace; null if there is none.</summary>
    public static DbxWorkspace? Current => OfThisRunspace.Connected;

    /// <summary>The connections that this runspace has opened and not closed, the oldest first.</summary>
    public static IReadOnlyList<DbxWorkspace> Open => [.. OfThisRunspace.Open];

    /// <summary>Whether another runspace of the process has connected, such as the one that started this one.</summary>
    public static bool IsConnectedElsewhere =>
        s_lastConnected != Guid.Empty && s_lastConnected != Runspace.DefaultRunspace.InstanceId;

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
        Add(workspace);
        OfThisRunspace.Connected = workspace;
        OfThisRunspace.LossReason = null;
        s_lastConnected = Runspace.DefaultRunspace.InstanceId;
    }

    /// <summary>Adds a workspace to the open ones, without making it the connection of this runspace. It replaces one
    /// that is connected in the same way.</summary>
    public static void Add(DbxWorkspace workspace)
    {
        List<DbxWorkspace> open = OfThisRunspace.Open;
        open.RemoveAll(other => other == workspace || other.IsSame(workspace));
        open.Add(workspace);
    }

    /// <summary>Closes the connection of this runspace, because the user wants that. Afterwards, the environment or a
    /// profile is used.</summary>
    public static void Disconnect()
    {
        Slot slot = OfThisRunspace;
        if (slot.Connected is { } connected)
        {
            connected.Close();
            slot.Open.Remove(connected);
        }

        slot.Ambient?.Close();
        (slot.Connected, slot.Ambient, slot.LossReason) = (null, null, null);
    }

    /// <summary>Closes the open connections to an address, which is not in use any more.</summary>
    public static void CloseAllTo(Uri address)
    {
        List<DbxWorkspace> open = OfThisRunspace.Open;
        foreach (DbxWorkspace workspace in open.Where(one => one.Host.Authority == address.Authority).ToArray())
        {
            workspace.Close();
            open.Remove(workspace);
        }
    }

    /// <summary>Closes all connections of this runspace, because the user wants that.</summary>
    public static void DisconnectAll()
    {
        OfThisRunspace.Open.ForEach(workspace => workspace.Close());
        OfThisRunspace.Open.Clear();
        Disconnect();
    }

    /// <summary>Closes a connection that is not the one of this runspace.</summary>
    public static void Disconnect(DbxWorkspace workspace)
    {
        workspace.Close();
        OfThisRunspace.Open.Remove(workspace);
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
        public List<DbxWorkspace> Open { get; } = [];

        public DbxWorkspace? Connected { get; set; }

        public DbxWorkspace? Ambient { get; set; }

        public string? LossReason { get; set; }
    }
}
