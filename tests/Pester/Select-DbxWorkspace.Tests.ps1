# Several connections in one session: which one a command uses, by object, profile, address or local workspace.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    # Those of other test files in this process.
    Disconnect-DbxWorkspace -All
    $first = Start-TestWorkspace
    $here = Get-DbxWorkspace
    $null = Add-TestJob -Name 'of the first'
    $second = Start-TestWorkspace
    $there = Get-DbxWorkspace
    $null = Add-TestJob -Name 'of the second'
    $profiles = Join-Path $TestDrive 'profiles.databrickscfg'
    Set-Content $profiles "[staging]`nhost = $first`ntoken = $((Get-LocalServer $first).Token)"
    $env:DATABRICKS_CONFIG_FILE = $profiles
}

AfterAll {
    $env:DATABRICKS_CONFIG_FILE = $null
    Stop-TestWorkspace $first
    Stop-TestWorkspace $second
}

Describe 'Select-DbxWorkspace' {
    It 'makes a connection the current one, and leaves the other one open' {
        Select-DbxWorkspace $here | Should -Be $here
        (Get-DbxJob).Settings.Name | Should -Be 'of the first'
        $there | Select-DbxWorkspace | Should -Be $there
        (Get-DbxJob).Settings.Name | Should -Be 'of the second'
        @(Get-DbxWorkspace -All) | Should -Be @($here, $there)
        (Get-DbxWorkspace -All | Where-Object IsCurrent) | Should -Be $there
    }

    It 'finds a connection by its address' {
        Select-DbxWorkspace "$($here.Host)" | Should -Be $here
        Select-DbxWorkspace "$there" | Should -Be $there
    }

    It 'opens a profile once, without a request' {
        (Get-LocalServer $first).ClearRequests()
        $opened = Select-DbxWorkspace staging
        Get-TestRequest $first | Should -BeNullOrEmpty
        $opened.Profile | Should -Be 'staging'
        (Get-DbxJob).Settings.Name | Should -Be 'of the first'
        Select-DbxWorkspace staging | Should -Be $opened
        Disconnect-DbxWorkspace
        Select-DbxWorkspace $there | Should -Be $there
    }

    It 'takes a local workspace' {
        Select-DbxWorkspace $first | Should -Be $here
        Select-DbxWorkspace $there | Should -Be $there
    }

    It 'names what there is for a name that is nothing' {
        $failure = Get-Failure { Select-DbxWorkspace stagging }
        "$failure" | Should -Match "'stagging' is neither an open connection nor a profile"
        "$failure" | Should -Match 'staging'
        "$failure" | Should -Match 'Connect-DbxWorkspace'
        Get-DbxWorkspace | Should -Be $there
    }

    It 'does not select a closed connection' {
        $closed = $first | Connect-DbxWorkspace
        Disconnect-DbxWorkspace
        Select-DbxWorkspace $there | Should -Be $there
        (Get-Failure { Select-DbxWorkspace $closed }).FullyQualifiedErrorId | Should -BeLike 'ConnectionClosed,*'
        Get-DbxWorkspace | Should -Be $there
        $here = $first | Connect-DbxWorkspace
        Select-DbxWorkspace $there | Should -Be $there
    }
}

Describe '-Workspace' {
    It 'takes a profile, an address, a connection or a local workspace: <What>' -ForEach @(
        @{ What = 'profile'; Get = { 'staging' } }
        @{ What = 'address'; Get = { "$($first.HostUri)" } }
        @{ What = 'local workspace'; Get = { $first } }
    ) {
        (Get-DbxJob -Workspace (& $Get)).Settings.Name | Should -Be 'of the first'
        Get-DbxWorkspace | Should -Be $there
    }

    It 'offers open connections and profiles' {
        $line = 'Get-DbxJob -Workspace '
        $offered = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        $offered | Should -Contain 'staging'
        $offered -join ' ' | Should -Match ([regex]::Escape("$there"))
        $line = 'Select-DbxWorkspace sta'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'staging'
    }
}

Describe 'Disconnect-DbxWorkspace of one of several' {
    It 'closes another connection and leaves the current one' {
        $other = $first | Connect-DbxWorkspace
        Select-DbxWorkspace $there | Should -Be $there
        Disconnect-DbxWorkspace $other
        Get-DbxWorkspace | Should -Be $there
        Get-DbxWorkspace -All | Should -Not -Contain $other
        (Get-Failure { Get-DbxJob -Workspace $other }).FullyQualifiedErrorId | Should -BeLike 'ConnectionClosed,*'
    }

    It 'closes all with -All' {
        $null = $first | Connect-DbxWorkspace
        Disconnect-DbxWorkspace -All
        Get-DbxWorkspace -All | Should -BeNullOrEmpty
        (Get-Failure { Get-DbxJob -Workspace $there }).FullyQualifiedErrorId | Should -BeLike 'ConnectionClosed,*'
        $there = $second | Connect-DbxWorkspace
    }
}
