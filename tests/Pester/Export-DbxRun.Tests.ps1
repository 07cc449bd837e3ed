BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $notebooks = @(
        New-DbxTask load -NotebookPath /etl/load
        New-DbxTask 'report' -NotebookPath '/etl/q: 1?' -DependsOn load
        New-DbxTask script -PythonFile /a.py
    )
    Set-DbxLocalTask load -Output '{"rows": 7}' -LocalWorkspace $local
    $run = $notebooks | Start-DbxRun -Name export -Wait
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Export-DbxRun' {
    BeforeEach {
        (Get-LocalServer $local).ClearRequests()
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
    }

    It 'writes a file for each notebook task and gives it' {
        $files = $run | Export-DbxRun -Path $folder
        $files.Name | Should -Be 'load-load.html', 'report-q_ 1_.html'
        $files[0] | Should -BeOfType [System.IO.FileInfo]
        Get-Content $files[0] -Raw | Should -Match 'rows'
        @(Get-ChildItem $folder -Force) | Should -HaveCount 2
    }

    It 'writes to the current location without -Path' {
        $null = New-Item $folder -ItemType Directory
        Push-Location $folder
        try {
            $null = Export-DbxRun $run.RunId
        } finally {
            Pop-Location
        }
        @(Get-ChildItem $folder) | Should -HaveCount 2
    }

    It 'takes the run of a single task' {
        $id = ($run.Tasks | Where-Object TaskKey -EQ load).RunId
        (Export-DbxRun $id -Path $folder).Name | Should -Be 'load-load.html'
    }

    It 'keeps the files of several runs apart' {
        $second = $notebooks | Start-DbxRun -Wait
        $files = $run, $second | Export-DbxRun -Path $folder
        $files | Should -HaveCount 4
        $files.FullName | Select-Object -Unique | Should -HaveCount 4
        $id = ($second.Tasks | Where-Object TaskKey -EQ load).RunId
        $files.Name | Should -Contain "load-load-$id.html"
    }

    It 'writes the other views when the export of one task is rejected, and one error' {
        Add-TestFault $local @{ Kind = 'Status'; Status = 403; PathPattern = '*/runs/export' }
        $files = $run | Export-DbxRun -Path $folder -ErrorAction SilentlyContinue -ErrorVariable failure
        $files.Name | Should -Be 'report-q_ 1_.html'
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'PermissionDenied,*'
    }

    It 'leaves a file that is there, unless -Force is given' {
        $null = $run | Export-DbxRun -Path $folder
        $file = Join-Path $folder 'load-load.html'
        'mine' | Set-Content $file
        $failure = Get-Failure { $run | Export-DbxRun -Path $folder -ErrorAction Continue }
        $failure | Should -HaveCount 2
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        $failure[0].TargetObject | Should -Be $file
        Get-Content $file | Should -Be 'mine'
        $null = $run | Export-DbxRun -Path $folder -Force
        Get-Content $file -Raw | Should -Match 'rows'
        @(Get-ChildItem $folder -Force) | Should -HaveCount 2
    }

    It 'asks for the views in the words of the service' {
        $null = $run | Export-DbxRun -Path $folder -View all
        Get-TestRequest $local -Path '*/runs/export' | ForEach-Object { $_.Query } |
            Should -BeLike '*views_to_export=ALL*'
    }

    It 'writes nothing with -WhatIf' {
        $run | Export-DbxRun -Path $folder -WhatIf | Should -BeNullOrEmpty
        $folder | Should -Not -Exist
    }

    It 'warns of a run that has nothing to export' {
        $other = New-DbxTask script -PythonFile /a.py | Start-DbxRun -Wait
        $other | Export-DbxRun -Path $folder -WarningVariable warning -WarningAction SilentlyContinue |
            Should -BeNullOrEmpty
        $warning | Should -BeLike "*$($other.RunId)*no views to export*"
        $null = $run | Export-DbxRun -Path $folder -View DASHBOARDS -WarningVariable none -WarningAction SilentlyContinue
        $none | Should -HaveCount 1
    }

    It 'names a run that there is not, and does not warn of it' {
        $failure = Get-Failure {
            Export-DbxRun 4711 -Path $folder -ErrorAction Continue -WarningVariable script:warning
        }
        $failure.ToString() | Should -Match '4711'
        $script:warning | Should -BeNullOrEmpty
    }

    It 'refuses what is no folder of a file system' {
        (Get-Failure { $run | Export-DbxRun -Path Env:\x }).FullyQualifiedErrorId | Should -BeLike 'FolderUnusable,*'
        (Get-Failure { $run | Export-DbxRun -Path nodrive:\x }).FullyQualifiedErrorId |
            Should -BeLike 'FolderUnusable,*'
    }

    It 'reports a folder that cannot be made' {
        'a file' | Set-Content $folder
        $failure = Get-Failure { $run | Export-DbxRun -Path $folder -ErrorAction Continue }
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
    }
}
